using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Orders;

/// <summary>
/// The index of sales: one partition per product; in it by month, then by contact, then by order. A period is one range per month, and the
/// months are merged by contact, so that people come sorted and none has to be remembered.
/// </summary>
internal sealed class SaleRows(TableClient table)
{
    private const string At = "At";
    private const string Status = "Status";
    private const string Country = "Country";
    private const string Campaign = "Campaign";

    // Sorts before every character of an id, so that keys of contacts keep their order.
    private const char Separator = '!';
    private const string Month = "yyyyMM";

    // Rows that all months of a read prefetch together, so that a long period takes no more memory than a short one.
    private const int RowsAhead = 8000;

    // Up to this many months, each is queried; beyond, the months with sales are found first.
    private const int FewMonths = 24;

    public static IEnumerable<TableEntity> Of(string tenantId, string contactId, Order order) =>
        order.Items.Select(item =>
        {
            var row = new TableEntity(Partition(tenantId, item.Product), RowKey(contactId, order))
            {
                [At] = order.At,
                [Status] = (int)order.Status,
            };
            row[Country] = order.Country;
            row[Campaign] = order.Campaign;
            return row;
        });

    public async Task WriteAsync(
        IReadOnlyCollection<TableEntity> upserts,
        IReadOnlyCollection<TableEntity> deletes,
        int atOnce,
        CancellationToken cancellationToken
    )
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(RowBatches.Of(upserts), options, async (batch, stop) =>
        {
            if (batch.Count is 1)
            {
                await table.UpsertEntityAsync(batch[0], TableUpdateMode.Replace, stop);
                return;
            }

            await table.SubmitTransactionAsync(RowBatches.Each(TableTransactionActionType.UpsertReplace, batch), stop);
        });
        await Parallel.ForEachAsync(deletes, options, async (row, stop) =>
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, stop)
        );
    }

    public async IAsyncEnumerable<Sale> ReadAsync(
        string tenantId,
        string product,
        DateTimeOffset? from,
        DateTimeOffset? to,
        string? afterKey,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var partition = Partition(tenantId, product);
        var months = await MonthsAsync(partition, from, to, cancellationToken);
        var ahead = Math.Clamp(RowsAhead / Math.Max(1, months.Count), 20, RowLimits.PageRows);
        var streams = months.Select(month => MonthAsync(partition, month, afterKey, ahead, cancellationToken)).ToList();
        await foreach (var sale in SortedStreams.MergeAsync(streams, sale => sale.ContactKey, cancellationToken))
        {
            if ((from is null || sale.At >= from) && (to is null || sale.At < to))
            {
                yield return sale;
            }
        }
    }

    private async IAsyncEnumerable<Sale> MonthAsync(
        string partition,
        string month,
        string? afterKey,
        int ahead,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // After all orders of the contact: the character after the separator.
        var start = afterKey is null ? month : $"{month}{Keys.Part(afterKey)}{(char)(Separator + 1)}";
        await foreach (var row in table.ReadAsync(RowFilter.Range(partition, start, $"{month}~"), ahead, columns: null, cancellationToken))
        {
            yield return Read(row);
        }
    }

    private async Task<List<string>> MonthsAsync(
        string partition,
        DateTimeOffset? from,
        DateTimeOffset? to,
        CancellationToken cancellationToken
    )
    {
        List<string> months = [];
        var end = to is { } before ? MonthOf(before.AddTicks(-1)) : "999999";
        if (from is { } first && to is { } last && (last - first).TotalDays < FewMonths * 31)
        {
            for (
                var month = new DateTime(first.UtcDateTime.Year, first.UtcDateTime.Month, 1, 0, 0, 0, DateTimeKind.Utc);
                string.CompareOrdinal(MonthOf(month), end) <= 0;
                month = month.AddMonths(1)
            )
            {
                months.Add(MonthOf(month));
            }

            return months;
        }

        for (
            var start = from is { } at ? MonthOf(at) : "0";
            await FirstMonthAsync(partition, start, cancellationToken) is { } month && string.CompareOrdinal(month, end) <= 0;
            start = $"{month}~"
        )
        {
            months.Add(month);
        }

        return months;
    }

    private async Task<string?> FirstMonthAsync(string partition, string start, CancellationToken cancellationToken)
    {
        await foreach (var row in table.ReadAsync(RowFilter.Range(partition, start, "~"), perAnswer: 1, [Status], cancellationToken))
        {
            return row.RowKey[..Month.Length];
        }

        return null;
    }

    private static Sale Read(TableEntity row)
    {
        var at = row.RowKey.IndexOf(Separator, StringComparison.Ordinal);
        return new(
            TableKey.Decode(row.RowKey[Month.Length..at]),
            TableKey.Decode(row.RowKey[(at + 1)..]),
            row.GetDateTimeOffset(At) ?? default,
            (OrderStatus)(row.GetInt32(Status) ?? 0),
            row.GetString(Country),
            row.GetString(Campaign)
        );
    }

    private static string Partition(string tenantId, string product) => Keys.Partition(tenantId, product);

    private static string RowKey(string contactId, Order order) =>
        $"{MonthOf(order.At)}{Keys.Part(ContactKey.Of(contactId))}{Separator}{Keys.Part(order.Id)}";

    private static string MonthOf(DateTimeOffset at) => at.UtcDateTime.ToString(Month, CultureInfo.InvariantCulture);
}
