using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Conversions;

/// <summary>
/// A store of conversions in Table Storage: one partition per tenant holds them and their totals, so that one transaction changes both.
/// Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableConversionStore(StorageTables tables) : IConversionStore
{
    // With as many totals at most, that is a transaction's hundred rows.
    private const int MaxAtOnce = 50;
    private const int AtOnce = 8;
    private const int Rounds = 32;

    private readonly TableClient _table = tables.Conversions;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Conversion?>> FindManyAsync(
        string tenantId,
        IReadOnlyList<string> orderIds,
        CancellationToken cancellationToken
    ) => [.. (await ReadAsync(tenantId, orderIds, OrderRow, cancellationToken)).Select(Read)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConversionTotals>> TotalsAsync(
        string tenantId,
        IReadOnlyList<string> taskIds,
        CancellationToken cancellationToken
    ) => [.. (await ReadAsync(tenantId, taskIds, TotalsRow, cancellationToken)).Select(ReadTotals)];

    /// <inheritdoc/>
    public async Task SaveAsync(string tenantId, IReadOnlyList<Conversion> conversions, CancellationToken cancellationToken)
    {
        var newest = conversions
            .GroupBy(one => one.OrderId, StringComparer.Ordinal)
            .Select(submitted => submitted.MaxBy(one => one.Version)!);
        foreach (var batch in newest.Chunk(MaxAtOnce))
        {
            for (var round = 1; !await TrySaveAsync(tenantId, batch, cancellationToken); round++)
            {
                if (round == Rounds)
                {
                    throw new ConcurrencyConflictException("The conversions");
                }
            }
        }
    }

    /// <returns>False when a row was changed in the meantime, or the response was lost: then the next attempt finds everything
    /// stored.</returns>
    private async Task<bool> TrySaveAsync(string tenantId, Conversion[] conversions, CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(tenantId, [.. conversions.Select(one => one.OrderId)], OrderRow, cancellationToken);
        var changes = conversions
            .Zip(stored, (After, row) => (After, Row: row, Before: Read(row)))
            .Where(change => change.Before is null || change.Before.Version < change.After.Version)
            .ToList();
        if (changes.Count is 0)
        {
            return true;
        }

        string[] tasks =
        [
            .. changes
                .SelectMany(change => new[] { change.Before?.TaskId, change.After.TaskId })
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];
        var rows = await ReadAsync(tenantId, tasks, TotalsRow, cancellationToken);
        var totals = tasks
            .Zip(rows, (Task, Row) => (Task, Row))
            .ToDictionary(one => one.Task, one => ReadTotals(one.Row), StringComparer.Ordinal);
        foreach (var (after, _, before) in changes)
        {
            if (before is not null)
            {
                totals[before.TaskId] = totals[before.TaskId].With(before, by: -1);
            }

            totals[after.TaskId] = totals[after.TaskId].With(after, by: 1);
        }

        List<TableTransactionAction> actions = [.. changes.Select(change => Action(Write(tenantId, change.After), change.Row))];
        actions.AddRange(tasks.Zip(rows, (task, row) => Action(Write(tenantId, task, totals[task]), row)));
        try
        {
            await _table.SubmitTransactionAsync(actions, cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 || ConditionalWrites.IsLost(e))
        {
            return false;
        }
    }

    private async Task<TableEntity?[]> ReadAsync(
        string tenantId,
        IReadOnlyList<string> ids,
        Func<string, string> rowOf,
        CancellationToken cancellationToken
    )
    {
        var found = new TableEntity?[ids.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, ids.Count, options, async (i, stop) =>
            found[i] = await _table.FindAsync(Partition(tenantId), rowOf(ids[i]), stop)
        );
        return found;
    }

    private static TableTransactionAction Action(TableEntity row, TableEntity? stored) =>
        stored is null ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, stored.ETag);

    private static TableEntity Write(string tenantId, Conversion conversion)
    {
        var row = new TableEntity(Partition(tenantId), OrderRow(conversion.OrderId));
        Columns.WriteRecord(row, conversion, DomainJson.Default.Conversion);
        return row;
    }

    private static TableEntity Write(string tenantId, string taskId, ConversionTotals totals)
    {
        var row = new TableEntity(Partition(tenantId), TotalsRow(taskId));
        Columns.WriteRecord(row, totals, DomainJson.Default.ConversionTotals);
        return row;
    }

    private static Conversion? Read(TableEntity? row) => row is null ? null : Columns.ReadRecord(row, DomainJson.Default.Conversion);

    private static ConversionTotals ReadTotals(TableEntity? row) =>
        row is null ? ConversionTotals.None : Columns.ReadRecord(row, DomainJson.Default.ConversionTotals);

    private static string Partition(string tenantId) => Keys.Partition(tenantId, "conversion");

    private static string OrderRow(string orderId) => $"order|{Keys.Part(orderId)}";

    private static string TotalsRow(string taskId) => $"task|{Keys.Part(taskId)}";
}
