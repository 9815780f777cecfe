using Azure;
using Azure.Data.Tables;

namespace CampaignTasks.Storage.Rows;

/// <summary>The deletion of rows that are too old, some at a time.</summary>
internal static class OldRows
{
    /// <summary>The column with the time from which a row's retention counts; without it a row is kept.</summary>
    public const string KeptSince = "KeptSince";

    /// <summary>Deletes rows of a filter, at most <paramref name="most"/>. Rows that are gone are no error.</summary>
    /// <returns>The number of rows found and deleted.</returns>
    public static async Task<int> DeleteSomeAsync(this TableClient table, string filter, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var rows = await table
            .ReadAsync(filter, Math.Min(most, RowLimits.PageRows), columns: [], cancellationToken)
            .Take(most)
            .ToListAsync(cancellationToken);
        foreach (var batch in RowBatches.Of(rows.Select(row => new TableEntity(row.PartitionKey, row.RowKey))))
        {
            await table.DeleteAllAsync(batch, cancellationToken);
        }

        return rows.Count;
    }

    /// <summary>Deletes rows of one partition in one transaction; those that are gone are no error.</summary>
    public static async Task DeleteAllAsync(this TableClient table, IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)),
                cancellationToken
            );
        }
        catch (TableTransactionFailedException e) when (e.Status is 404)
        {
            // One of them is gone, perhaps all of them by a request whose answer was lost.
            foreach (var row in rows)
            {
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            }
        }
    }
}
