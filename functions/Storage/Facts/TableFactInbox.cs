using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Facts;

/// <summary>
/// An inbox of facts in Table Storage: one partition per automation, one row per batch, by the time it was appended. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
/// <param name="time">The clock that orders batches.</param>
public sealed class TableFactInbox(StorageTables tables, TimeProvider time) : IFactInbox
{
    // A row holds a little less than a mebibyte; texts may not shrink when they are zipped.
    private const int LongestBatch = 512 * 1024;

    // A node serves some eight requests at a time; more only wait for each other.
    private const int AtOnce = 8;

    private readonly TableClient _table = tables.Facts;

    // Distinguishes batches that two processes append at the same instant.
    private readonly string _process = Guid.NewGuid().ToString("N");
    private long _last;

    /// <inheritdoc/>
    public Task AppendAsync(
        string tenantId,
        string automationId,
        IReadOnlyCollection<ContactFact> facts,
        CancellationToken cancellationToken
    )
    {
        List<TableEntity> rows = [];
        foreach (var batch in facts.Chunk(IFactInbox.BatchSize))
        {
            AddRows(rows, tenantId, automationId, batch);
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(
            RowBatches.Of(rows).ToList(),
            options,
            async (batch, stop) =>
                // A repetition by the pipeline replaces the rows with themselves.
                await _table.SubmitTransactionAsync(RowBatches.Each(TableTransactionActionType.UpsertReplace, batch), stop)
        );
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FactBatch>> ReadAsync(
        string tenantId,
        string automationId,
        int most,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, RowLimits.PageRows);
        return await _table
            .ReadAsync(RowFilter.Partition(Partition(tenantId, automationId)), most, columns: null, cancellationToken)
            .Take(most)
            .Select(row => new FactBatch(row.RowKey, Columns.ReadRecord(row, DomainJson.Default.IReadOnlyListContactFact)))
            .ToListAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(
        string tenantId,
        string automationId,
        IReadOnlyCollection<string> tokens,
        CancellationToken cancellationToken
    )
    {
        var partition = Partition(tenantId, automationId);
        foreach (var batch in RowBatches.Of(tokens.Distinct(StringComparer.Ordinal).Select(token => new TableEntity(partition, token))))
        {
            await _table.DeleteAllAsync(batch, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task ClearAsync(string tenantId, string automationId, CancellationToken cancellationToken)
    {
        var filter = RowFilter.Partition(Partition(tenantId, automationId));
        while (await _table.DeleteSomeAsync(filter, RowLimits.PageRows, cancellationToken) > 0) { }
    }

    // Facts that are too long for one row together are halved.
    private void AddRows(List<TableEntity> rows, string tenantId, string automationId, ContactFact[] facts)
    {
        if (
            facts.Length > 1
            && JsonSerializer.SerializeToUtf8Bytes(facts, DomainJson.Default.IReadOnlyListContactFact).Length > LongestBatch
        )
        {
            AddRows(rows, tenantId, automationId, facts[..(facts.Length / 2)]);
            AddRows(rows, tenantId, automationId, facts[(facts.Length / 2)..]);
            return;
        }

        var ticks = NextTicks();
        var row = new TableEntity(Partition(tenantId, automationId), string.Create(CultureInfo.InvariantCulture, $"{ticks:D19}-{_process}"))
        {
            [OldRows.KeptSince] = new DateTimeOffset(ticks, TimeSpan.Zero),
        };
        Columns.WriteRecord(row, facts, DomainJson.Default.IReadOnlyListContactFact);
        rows.Add(row);
    }

    // Batches of one process keep their order, also within a tick of the clock.
    private long NextTicks()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(time.GetUtcNow().UtcTicks, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return next;
            }
        }
    }

    private static string Partition(string tenantId, string automationId) => Keys.Partition(tenantId, automationId);
}
