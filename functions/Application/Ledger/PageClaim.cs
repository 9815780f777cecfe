using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Application.Ledger;

/// <summary>
/// The claim of one sender on one page: every change is saved before the next thing happens, and repeated on the page as it is now when a
/// receipt came in between. A page that another claim has taken is lost, and with it the right to settle. Storage that does not answer is
/// waited for: the answers of providers are known nowhere else.
/// </summary>
/// <param name="ledger">The ledger.</param>
/// <param name="run">The run of the page.</param>
/// <param name="page">The page, as it was read.</param>
/// <param name="claimId">The id of the claim.</param>
/// <param name="metrics">Counts what is stored; null when the channel is not known.</param>
/// <param name="retry">Repeats writes until storage answers.</param>
internal sealed class PageClaim(ILedger ledger, Run run, LedgerPage page, string claimId, PageOutcomeMetrics? metrics, StorageRetry retry)
{
    private LedgerPage _page = page;
    private bool _isClaimed;

    public int Number => _page.Number;

    public LedgerPage Page => _page;

    /// <summary>Changes the page and saves it. <paramref name="change"/> may run several times, each time on a fresh page.</summary>
    /// <returns>The places the change claimed.</returns>
    /// <exception cref="PageLostException">Another claim took the page.</exception>
    public async Task<IReadOnlyList<int>> ChangeAsync(Func<LedgerPage, IReadOnlyList<int>> change)
    {
        metrics?.Begin(_page);
        while (true)
        {
            var claimed = change(_page);
            try
            {
                // What was sent must be written down: no cancellation from here on.
                await retry.ExecuteAsync(() => ledger.SavePageAsync(run, _page, CancellationToken.None));
                _isClaimed = claimed.Count > 0;
                metrics?.Stored(_page);
                return claimed;
            }
            catch (ConcurrencyConflictException)
            {
                await retry.ExecuteAsync(ReadAsync);
                if (_isClaimed && _page.ClaimId is null && claimed.Count == 0)
                {
                    // Ours was the write that ended the claim: its answer was lost.
                    metrics?.Stored(_page);
                    return claimed;
                }

                if (_isClaimed && _page.ClaimId != claimId)
                {
                    throw new PageLostException($"Page {_page.Number} of run {run.Id} was taken by another claim.");
                }
            }
        }
    }

    private async Task ReadAsync() =>
        _page = await ledger.ReadPageAsync(run, _page.Number, CancellationToken.None)
            ?? throw new PageLostException($"Page {_page.Number} of run {run.Id} is gone.");
}
