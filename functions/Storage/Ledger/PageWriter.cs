using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Ledger;

/// <summary>The writes of pages and receipts.</summary>
internal sealed class PageWriter(TableClient ledger, PageReader reader)
{
    private const int AtOnce = 4;

    public Task AddAsync(Run run, IReadOnlyList<LedgerPage> pages, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            RowBatches.Of(pages.Select(page => PageRows.WriteWhole(run, page))),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (batch, stop) => await AddBatchAsync(batch, stop)
        );

    public async Task SaveAsync(Run run, LedgerPage page, CancellationToken cancellationToken) =>
        page.ETag = await ledger.UpdateOrLoseAsync(
            page.HasNewAddresses ? PageRows.WriteWhole(run, page) : PageRows.WriteStates(run, page),
            page.ETag,
            TableUpdateMode.Merge,
            NameOf(run, page.Number),
            cancellationToken
        );

    public async Task RewriteAsync(Run run, LedgerPage page, CancellationToken cancellationToken) =>
        page.ETag = await ledger.UpdateOrLoseAsync(
            PageRows.WriteWhole(run, page),
            page.ETag,
            TableUpdateMode.Replace,
            NameOf(run, page.Number),
            cancellationToken
        );

    public async Task AddReceiptsAsync(Run run, IReadOnlyList<Receipt> receipts, CancellationToken cancellationToken)
    {
        if (receipts.Any(receipt => receipt.Message.Run != run.Id))
        {
            throw new ArgumentException("A receipt is for another run.", nameof(receipts));
        }

        // A transaction names each row once. Of several reports of one state the last counts.
        var last = receipts.Reverse().DistinctBy(receipt => (receipt.Message, receipt.State));
        foreach (var batch in RowBatches.Of(last.Select(receipt => PageRows.WriteReceipt(run, receipt))))
        {
            await ledger.SubmitTransactionAsync(RowBatches.Each(TableTransactionActionType.UpsertReplace, batch), cancellationToken);
        }
    }

    public async Task FoldAsync(Run run, int number, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(run, number, cancellationToken) is not { Receipts.Count: > 0 } stored)
        {
            return;
        }

        var page = PageRows.Read(stored.Row);
        foreach (var round in stored.Receipts.Chunk(RowLimits.TransactionActions - 1))
        {
            foreach (var (_, receipt) in round)
            {
                page.Apply(receipt);
            }

            page.ETag = await FoldAsync(run, page, round, cancellationToken);
        }
    }

    private async Task<string> FoldAsync(Run run, LedgerPage page, StoredReceipt[] receipts, CancellationToken cancellationToken)
    {
        var row = ConditionalWrites.Sign(PageRows.WriteStates(run, page));
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.UpdateMerge, row, ConditionalWrites.Condition(page.ETag, NameOf(run, page.Number))),
            .. receipts.Select(receipt => new TableTransactionAction(
                TableTransactionActionType.Delete,
                new TableEntity(row.PartitionKey, receipt.RowKey)
            )),
        ];
        try
        {
            return ConditionalWrites.Version((await ledger.SubmitTransactionAsync(actions, cancellationToken)).Value[0]);
        }
        catch (TableTransactionFailedException e) when (ConditionalWrites.IsLost(e))
        {
            return await ledger.OwnVersionAsync(row, cancellationToken)
                ?? throw new ConcurrencyConflictException(NameOf(run, page.Number), e);
        }
    }

    private async Task AddBatchAsync(IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken)
    {
        try
        {
            await ledger.SubmitTransactionAsync(RowBatches.Each(TableTransactionActionType.Add, rows), cancellationToken);
        }
        catch (TableTransactionFailedException e) when (e.Status is 409)
        {
            await AddMissingAsync(rows, cancellationToken);
        }
    }

    // Planning is repeated after a crash: mostly everything is there, and one read finds that.
    private async Task AddMissingAsync(IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken)
    {
        var partition = rows[0].PartitionKey;
        var (first, last) = (rows.MinBy(Key, StringComparer.Ordinal)!.RowKey, rows.MaxBy(Key, StringComparer.Ordinal)!.RowKey);
        var range = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}");
        var there = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in ledger.ReadAsync(range, perAnswer: null, columns: [], cancellationToken))
        {
            there.Add(row.RowKey);
        }

        foreach (var row in rows.Where(row => !there.Contains(row.RowKey)))
        {
            await ledger.TryInsertAsync(row, cancellationToken);
        }
    }

    private static string Key(TableEntity row) => row.RowKey;

    private static string NameOf(Run run, int number) => $"Page {number} of run {run.Id}";
}
