using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Application.Ledger;

/// <summary>The cancellation of what a run has not sent.</summary>
internal sealed class PendingMessages(ILedger ledger, StorageRetry retry, TimeProvider time)
{
    /// <summary>Cancels all pending messages of a run, with the reason. Repeating it changes nothing.</summary>
    /// <param name="run">The run.</param>
    /// <param name="reason">The reason on their records.</param>
    /// <param name="channel">The channel, for the metrics; null where nothing is counted.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task CancelAsync(Run run, string reason, ChannelKind? channel, CancellationToken cancellationToken)
    {
        var metrics = channel is { } kind ? new PageOutcomeMetrics(kind) : null;
        await foreach (var page in ledger.ReadAllPagesAsync(run, openOnly: true, cancellationToken))
        {
            await new PageClaim(ledger, run, page, claimId: "", metrics, retry).ChangeAsync(fresh =>
            {
                // What a dead sender had claimed may have left: it is unknown, not canceled.
                fresh.Recover(hasIdempotencyKey: false, time.GetUtcNow());
                fresh.Cancel(reason, time.GetUtcNow());
                return [];
            });
        }
    }
}
