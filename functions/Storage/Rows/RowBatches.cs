using Azure.Data.Tables;

namespace CampaignTasks.Storage.Rows;

/// <summary>The division of rows into transactions: one partition each, at most 100 rows and some 3 MiB.</summary>
internal static class RowBatches
{
    // The service's limit of 4 MiB includes the headers of the parts.
    private const int MaxBytes = 3 * 1024 * 1024;

    public static IEnumerable<IReadOnlyList<TableEntity>> Of(IEnumerable<TableEntity> rows)
    {
        var open = new Dictionary<string, (List<TableEntity> Rows, int Bytes)>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var size = RowLimits.SizeOf(row);
            var (batch, bytes) = open.GetValueOrDefault(row.PartitionKey, ([], 0));
            if (batch.Count == RowLimits.TransactionActions || (batch.Count > 0 && bytes + size > MaxBytes))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(row);
            open[row.PartitionKey] = (batch, bytes + size);
        }

        foreach (var (batch, _) in open.Values)
        {
            yield return batch;
        }
    }

    /// <summary>Creates one action for every row.</summary>
    public static IReadOnlyList<TableTransactionAction> Each(TableTransactionActionType type, IEnumerable<TableEntity> rows) =>
        [.. rows.Select(row => new TableTransactionAction(type, row))];
}
