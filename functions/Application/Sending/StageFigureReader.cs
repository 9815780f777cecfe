using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Unsubscribes;

namespace CampaignTasks.Application.Sending;

/// <summary>A reader of the results of roll-outs' stages.</summary>
internal sealed class StageFigureReader(ILedger ledger, IUnsubscribeStore unsubscribes)
{
    /// <summary>Reads what the limits are about; other figures are 0.</summary>
    /// <param name="run">The run.</param>
    /// <param name="progress">The stage.</param>
    /// <param name="limits">The limits of the stage.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<StageFigures> ReadAsync(Run run, RolloutProgress progress, HoldLimits limits, CancellationToken cancellationToken)
    {
        var (from, end) = (run.FirstPageOf(progress), run.EndPageOf(progress));
        var recipients = run.Stages![progress.Stage].Recipients;
        var failed = limits is { FailedPercent: null, BouncedPercent: null }
            ? 0
            : (await ledger.CountAsync(run, from, end ?? int.MaxValue, cancellationToken)).Failed;
        var unsubscribed = limits.UnsubscribedPercent is null
            ? 0
            : await unsubscribes
                .ReadAsync(run.TenantId, run.TaskId, cancellationToken)
                .CountAsync(one => one.Message.Run == run.Id && one.Message.Page >= from && !(one.Message.Page >= end), cancellationToken);

        // Whole pages are read only where so many failed that the limit may be passed.
        var figures = new StageFigures(recipients, failed, Bounced: failed, unsubscribed);
        return
            limits.BouncedPercent is not null
            && (limits with { FailedPercent = null, UnsubscribedPercent = null }).Check(figures, default) is not null
            ? figures with
            {
                Bounced = await BouncedAsync(run, from, end, cancellationToken),
            }
            : figures;
    }

    private async Task<int> BouncedAsync(Run run, int from, int? end, CancellationToken cancellationToken)
    {
        var bounced = 0;
        for (var lane = 0; lane < run.Lanes; lane++)
        {
            await foreach (var page in ledger.ReadPagesAsync(run, lane, from, openOnly: false, cancellationToken))
            {
                if (page.Number >= end)
                {
                    break;
                }

                bounced += page.Messages.Count(message => message is { State: MessageState.Failed, ProviderId: not null });
            }
        }

        return bounced;
    }
}
