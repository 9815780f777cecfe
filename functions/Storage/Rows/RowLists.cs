using Azure.Data.Tables;
using CampaignTasks.Domain;

namespace CampaignTasks.Storage.Rows;

/// <summary>
/// The reading of lists page by page. A page ends early where its items are large (<see cref="PageBudget"/>).
/// A cursor names the last row shown, so rows added in the meantime neither repeat nor hide others.
/// </summary>
internal static class RowLists
{
    // With a filter that only we can apply most rows may fall away: ask for enough at a time.
    private const int FewestRows = 100;

    /// <param name="table">The table.</param>
    /// <param name="partition">The list: one partition.</param>
    /// <param name="filter">A further OData filter; null for none.</param>
    /// <param name="isSieved">Whether <paramref name="read"/> may leave rows out.</param>
    /// <param name="limit">The most items wanted.</param>
    /// <param name="cursor">Where the last page ended.</param>
    /// <param name="read">Makes an item of a row; null leaves it out.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<CursorPage<T>> PageAsync<T>(
        TableClient table,
        string partition,
        string? filter,
        bool isSieved,
        int limit,
        string? cursor,
        Func<TableEntity, T?> read,
        CancellationToken cancellationToken
    )
        where T : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var rows = table.ReadAsync(
            Filter(partition, CursorCodec.Read(partition, cursor), filter),
            Math.Min(isSieved ? Math.Max(limit + 1, FewestRows) : limit + 1, RowLimits.PageRows),
            columns: null,
            cancellationToken
        );
        var items = new List<T>(Math.Min(limit, RowLimits.PageRows));
        var budget = new PageBudget();
        var last = "";
        await foreach (var row in rows)
        {
            if (read(row) is not { } item)
            {
                continue;
            }

            if (items.Count == limit || !budget.TryAdd(row))
            {
                return new(items, CursorCodec.Write(partition, last));
            }

            items.Add(item);
            last = row.RowKey;
        }

        return new(items, Next: null);
    }

    private static string Filter(string partition, string? after, string? filter)
    {
        var range = after is null ? RowFilter.Partition(partition) : RowFilter.After(partition, after);
        return filter is null ? range : $"{range} and {filter}";
    }
}
