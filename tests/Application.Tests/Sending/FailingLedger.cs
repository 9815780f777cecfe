using Azure;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>A ledger whose page writes fail as a test says: before they are stored, or after, so that only the answer is lost.</summary>
internal sealed class FailingLedger(ILedger ledger) : ILedger
{
    private int _saves;

    /// <summary>Which writes of pages, from 1, never reach storage.</summary>
    public IReadOnlyCollection<int> Refused { get; init; } = [];

    /// <summary>Which writes of pages, from 1, are stored without an answer.</summary>
    public IReadOnlyCollection<int> Unanswered { get; init; } = [];

    /// <summary>Called with a page before it is written.</summary>
    public Func<LedgerPage, Task> OnSave { get; init; } = _ => Task.CompletedTask;

    public async Task SavePageAsync(Run run, LedgerPage page, CancellationToken cancellationToken)
    {
        var save = Interlocked.Increment(ref _saves);
        await OnSave(page);
        if (Refused.Contains(save))
        {
            throw new RequestFailedException(503, "The service is busy.");
        }

        if (Unanswered.Contains(save))
        {
            var read = page.ETag;
            await ledger.SavePageAsync(run, page, cancellationToken);
            page.ETag = read;
            throw new RequestFailedException(0, "No answer.");
        }

        await ledger.SavePageAsync(run, page, cancellationToken);
    }

    public Task AddPagesAsync(Run run, IReadOnlyList<LedgerPage> pages, CancellationToken cancellationToken) =>
        ledger.AddPagesAsync(run, pages, cancellationToken);

    public Task<LedgerPage?> ReadPageAsync(Run run, int page, CancellationToken cancellationToken) =>
        ledger.ReadPageAsync(run, page, cancellationToken);

    public Task RewritePageAsync(Run run, LedgerPage page, CancellationToken cancellationToken) =>
        ledger.RewritePageAsync(run, page, cancellationToken);

    public IAsyncEnumerable<LedgerPage> ReadPagesAsync(
        Run run,
        int lane,
        int fromPage,
        bool openOnly,
        CancellationToken cancellationToken
    ) => ledger.ReadPagesAsync(run, lane, fromPage, openOnly, cancellationToken);

    public Task<MessageCounts> CountAsync(Run run, CancellationToken cancellationToken) => ledger.CountAsync(run, cancellationToken);

    public Task<MessageCounts> CountAsync(Run run, int fromPage, int beforePage, CancellationToken cancellationToken) =>
        ledger.CountAsync(run, fromPage, beforePage, cancellationToken);

    public Task AddReceiptsAsync(Run run, IReadOnlyList<Receipt> receipts, CancellationToken cancellationToken) =>
        ledger.AddReceiptsAsync(run, receipts, cancellationToken);

    public Task FoldAsync(Run run, int page, CancellationToken cancellationToken) => ledger.FoldAsync(run, page, cancellationToken);

    public Task DeleteAsync(Run run, CancellationToken cancellationToken) => ledger.DeleteAsync(run, cancellationToken);
}
