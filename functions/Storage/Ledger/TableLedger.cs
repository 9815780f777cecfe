using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Ledger;

/// <summary>
/// The ledger in Table Storage: a row per page of up to 250 messages, a row per receipt until it is folded into its page. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableLedger(StorageTables tables) : ILedger
{
    private readonly PageReader _reader = new(tables.Ledger);
    private readonly PageWriter _writer = new(tables.Ledger, new PageReader(tables.Ledger));
    private readonly TableClient _ledger = tables.Ledger;

    /// <inheritdoc/>
    public Task AddPagesAsync(Run run, IReadOnlyList<LedgerPage> pages, CancellationToken cancellationToken) =>
        _writer.AddAsync(run, pages, cancellationToken);

    /// <inheritdoc/>
    public async Task<LedgerPage?> ReadPageAsync(Run run, int page, CancellationToken cancellationToken) =>
        await _reader.FindAsync(run, page, cancellationToken) is { } stored ? PageReader.Folded(stored) : null;

    /// <inheritdoc/>
    public Task SavePageAsync(Run run, LedgerPage page, CancellationToken cancellationToken) =>
        _writer.SaveAsync(run, page, cancellationToken);

    /// <inheritdoc/>
    public Task RewritePageAsync(Run run, LedgerPage page, CancellationToken cancellationToken) =>
        _writer.RewriteAsync(run, page, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<LedgerPage> ReadPagesAsync(
        Run run,
        int lane,
        int fromPage,
        bool openOnly,
        CancellationToken cancellationToken
    ) => _reader.LaneAsync(run, lane, fromPage, openOnly, cancellationToken);

    /// <inheritdoc/>
    public Task<MessageCounts> CountAsync(Run run, CancellationToken cancellationToken) =>
        _reader.CountAsync(run, fromPage: 0, PageKeys.EndPage, cancellationToken);

    /// <inheritdoc/>
    public Task<MessageCounts> CountAsync(Run run, int fromPage, int beforePage, CancellationToken cancellationToken) =>
        _reader.CountAsync(run, fromPage, Math.Min(beforePage, PageKeys.EndPage), cancellationToken);

    /// <inheritdoc/>
    public Task AddReceiptsAsync(Run run, IReadOnlyList<Receipt> receipts, CancellationToken cancellationToken) =>
        _writer.AddReceiptsAsync(run, receipts, cancellationToken);

    /// <inheritdoc/>
    public Task FoldAsync(Run run, int page, CancellationToken cancellationToken) => _writer.FoldAsync(run, page, cancellationToken);

    /// <inheritdoc/>
    public async Task DeleteAsync(Run run, CancellationToken cancellationToken)
    {
        for (var lane = 0; lane < run.Lanes; lane++)
        {
            await DeleteLaneAsync(PageKeys.Partition(run, lane), cancellationToken);
        }
    }

    private async Task DeleteLaneAsync(string partition, CancellationToken cancellationToken)
    {
        await foreach (
            var rows in _ledger.ReadAsync(RowFilter.Partition(partition), RowLimits.PageRows, columns: [], cancellationToken).AsPages()
        )
        {
            foreach (var batch in rows.Values.Chunk(RowLimits.TransactionActions))
            {
                await DeleteAsync(batch, cancellationToken);
            }
        }
    }

    private async Task DeleteAsync(TableEntity[] rows, CancellationToken cancellationToken)
    {
        try
        {
            await _ledger.SubmitTransactionAsync(RowBatches.Each(TableTransactionActionType.Delete, rows), cancellationToken);
        }
        catch (TableTransactionFailedException e) when (e.Status is 404)
        {
            // Somebody deletes the same, or our own first try went through: what is left goes one by one.
            foreach (var row in rows)
            {
                await _ledger.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            }
        }
    }
}
