using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Journeys;

/// <summary>
/// A store of journeys in Table Storage: one partition per automation, a row per page, and a small row that finds the page by the time at
/// which it goes on. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableJourneyStore(StorageTables tables) : IJourneyStore
{
    // Whole pages: more of them would not fit one answer.
    private const int PagesAtOnce = 50;

    private readonly TableClient _table = tables.Journeys;

    /// <inheritdoc/>
    public async Task<JourneyProgress> ReadProgressAsync(AutomationKey key, CancellationToken cancellationToken) =>
        await _table.FindAsync(JourneyRows.Partition(key), JourneyRows.Progress, cancellationToken) is { } row
            ? Columns.ReadRecord(row, DomainJson.Default.JourneyProgress)
            : new JourneyProgress();

    /// <inheritdoc/>
    public Task SaveProgressAsync(AutomationKey key, JourneyProgress progress, CancellationToken cancellationToken)
    {
        var row = new TableEntity(JourneyRows.Partition(key), JourneyRows.Progress);
        Columns.WriteRecord(row, progress, DomainJson.Default.JourneyProgress);
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DuePage>> ReadDueAsync(AutomationKey key, int most, CancellationToken cancellationToken) =>
        await _table
            .ReadAsync(JourneyRows.DueBefore(key, until: null), Math.Min(most, RowLimits.PageRows), columns: [], cancellationToken)
            .Take(most)
            .Select(JourneyRows.ReadDue)
            .ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<DuePage> ReadDueAsync(AutomationKey key, DateTimeOffset until, CancellationToken cancellationToken) =>
        _table.ReadAsync(JourneyRows.DueBefore(key, until), RowLimits.PageRows, columns: [], cancellationToken).Select(JourneyRows.ReadDue);

    /// <inheritdoc/>
    public async Task<JourneyPage?> FindPageAsync(AutomationKey key, int page, CancellationToken cancellationToken) =>
        await _table.FindAsync(JourneyRows.Partition(key), JourneyRows.PageKey(page), cancellationToken) is { } row
            ? JourneyRows.Read(row)
            : null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<JourneyPage> ReadPagesAsync(
        AutomationKey key,
        int fromPage,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var row in _table.ReadAsync(JourneyRows.Pages(key, fromPage), PagesAtOnce, columns: null, cancellationToken))
        {
            yield return JourneyRows.Read(row);
        }
    }

    /// <inheritdoc/>
    public async Task SavePageAsync(AutomationKey key, JourneyPage page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        var row = JourneyRows.Write(key, page);
        var what = $"Page {page.Number} of automation {key.AutomationId}";
        var beside = DueChanges(key, page);
        page.ETag = page.ETag is null
            ? await _table.TryInsertAsync(row, beside, cancellationToken) ?? throw new ConcurrencyConflictException(what)
            : await _table.UpdateOrLoseAsync(row, page.ETag, TableUpdateMode.Replace, beside, what, cancellationToken);
        page.ListedUnder = page.NextDue;
        page.IsChanged = false;
    }

    /// <inheritdoc/>
    public async Task<JourneyCounts> CountAsync(AutomationKey key, CancellationToken cancellationToken)
    {
        var counts = new JourneyCounts();
        await foreach (
            var row in _table.ReadAsync(JourneyRows.Pages(key, from: 0), RowLimits.PageRows, [JourneyRows.Counts], cancellationToken)
        )
        {
            if (JsonSerializer.Deserialize(row.GetString(JourneyRows.Counts), DomainJson.Default.JourneyCounts) is { } page)
            {
                counts.Add(page);
            }
        }

        return counts;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(AutomationKey key, CancellationToken cancellationToken)
    {
        while (await _table.DeleteSomeAsync(RowFilter.Partition(JourneyRows.Partition(key)), RowLimits.PageRows, cancellationToken) > 0) { }
    }

    private static List<TableTransactionAction> DueChanges(AutomationKey key, JourneyPage page)
    {
        List<TableTransactionAction> changes = [];
        if (page.NextDue == page.ListedUnder)
        {
            return changes;
        }

        if (page.ListedUnder is { } before)
        {
            changes.Add(new(TableTransactionActionType.Delete, JourneyRows.WriteDue(key, page.Number, before), ETag.All));
        }

        if (page.NextDue is { } due)
        {
            changes.Add(new(TableTransactionActionType.UpsertReplace, JourneyRows.WriteDue(key, page.Number, due)));
        }

        return changes;
    }
}
