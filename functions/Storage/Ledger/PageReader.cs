using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Ledger;

/// <summary>The reads of pages with the receipts beside them.</summary>
internal sealed class PageReader(TableClient ledger)
{
    // A page with outcomes is some 25 KB, at worst 500: an answer stays below the service's 4 MiB either way, as it cuts pages itself.
    private const int RowsPerAnswer = 100;
    private const int AtOnce = 4;

    // Beyond this many single reads, one read of that part of the lane costs less.
    private const int FewPages = 8;

    public static LedgerPage Folded(StoredPage stored)
    {
        var page = PageRows.Read(stored.Row);
        foreach (var (_, receipt) in stored.Receipts)
        {
            page.Apply(receipt);
        }

        return page;
    }

    public async Task<StoredPage?> FindAsync(Run run, int number, CancellationToken cancellationToken)
    {
        await foreach (var page in StoredAsync(run, PageKeys.OnePage(run, number), cancellationToken))
        {
            return page;
        }

        return null;
    }

    public async IAsyncEnumerable<LedgerPage> LaneAsync(
        Run run,
        int lane,
        int fromPage,
        bool openOnly,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var range = PageKeys.From(run, lane, Math.Max(0, fromPage));
        var filter = openOnly ? $"{range} and {TableClient.CreateQueryFilter($"Open eq {true}")}" : range;
        await foreach (var stored in StoredAsync(run, filter, cancellationToken))
        {
            var page = Folded(stored);
            if (!openOnly || page.Counts.Open > 0)
            {
                yield return page;
            }
        }
    }

    public async Task<MessageCounts> CountAsync(Run run, int fromPage, int beforePage, CancellationToken cancellationToken)
    {
        var counts = new MessageCounts[run.Lanes];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, run.Lanes),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (lane, stop) => counts[lane] = await CountLaneAsync(run, lane, PageKeys.Between(run, lane, fromPage, beforePage), stop)
        );
        return counts.Aggregate(default(MessageCounts), (sum, lane) => sum + lane);
    }

    private async Task<MessageCounts> CountLaneAsync(Run run, int lane, string range, CancellationToken cancellationToken)
    {
        var pages = new Dictionary<int, MessageCounts>();
        var behind = new SortedSet<int>();
        await foreach (var row in ledger.ReadAsync(range, perAnswer: null, PageRows.Counters, cancellationToken))
        {
            var number = PageKeys.Number(row.RowKey);
            if (PageKeys.IsPage(row.RowKey))
            {
                pages[number] = PageRows.ReadCounters(row);
            }
            else if (pages.ContainsKey(number))
            {
                behind.Add(number);
            }
        }

        // Counters do not know of receipts: pages that have some are counted by reading them.
        await foreach (var page in BehindAsync(run, lane, behind, cancellationToken))
        {
            pages[page.Number] = page.Counts;
        }

        return pages.Values.Aggregate(default(MessageCounts), (sum, page) => sum + page);
    }

    private async IAsyncEnumerable<LedgerPage> BehindAsync(
        Run run,
        int lane,
        SortedSet<int> numbers,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (numbers.Count <= FewPages)
        {
            foreach (var number in numbers)
            {
                if (await FindAsync(run, number, cancellationToken) is { } stored)
                {
                    yield return Folded(stored);
                }
            }

            yield break;
        }

        var stretch = RowFilter.Range(PageKeys.Partition(run, lane), PageKeys.Page(numbers.Min), PageKeys.Page(numbers.Max + 1));
        await foreach (var stored in StoredAsync(run, stretch, cancellationToken))
        {
            if (numbers.Contains(PageKeys.Number(stored.Row.RowKey)))
            {
                yield return Folded(stored);
            }
        }
    }

    // Receipts follow their page; those whose page the filter left out are passed over.
    private async IAsyncEnumerable<StoredPage> StoredAsync(
        Run run,
        string filter,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        TableEntity? page = null;
        List<StoredReceipt> beside = [];
        await foreach (var row in ledger.ReadAsync(filter, RowsPerAnswer, columns: null, cancellationToken))
        {
            if (PageKeys.IsPage(row.RowKey))
            {
                if (page is not null)
                {
                    yield return Ordered(page, beside);
                    beside = [];
                }

                page = row;
            }
            else if (page is not null && PageKeys.Number(page.RowKey) == PageKeys.Number(row.RowKey))
            {
                beside.Add(new(row.RowKey, PageRows.ReadReceipt(run, row)));
            }
        }

        if (page is not null)
        {
            yield return Ordered(page, beside);
        }
    }

    // As they happened, so that a page reads the same whatever the order they came in.
    private static StoredPage Ordered(TableEntity page, List<StoredReceipt> beside) =>
        new(page, beside.Count < 2 ? beside : [.. beside.OrderBy(one => one.Receipt.At).ThenBy(one => one.Receipt.State)]);
}
