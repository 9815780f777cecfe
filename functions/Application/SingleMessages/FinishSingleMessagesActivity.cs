using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.SingleMessages;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.SingleMessages;

/// <summary>
/// The activity <see cref="SingleMessageActivities.FinishSingleMessages"/>: closes a batch of which nothing is pending, and cancels what
/// could not leave for a day. Repeating it changes nothing.
/// </summary>
internal sealed class FinishSingleMessagesActivity(
    IRunStore runs,
    ILedger ledger,
    PendingMessages pending,
    SingleMessageCloser closer,
    IHostApplicationLifetime lifetime,
    TimeProvider time
) : TaskActivity<RunRef, SingleMessagesEnd>
{
    /// <summary>The reason on the record of a message that could not leave.</summary>
    public const string Expired = "expired: it could not leave within 24 hours";

    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    public override async Task<SingleMessagesEnd> RunAsync(TaskActivityContext context, RunRef input)
    {
        var cancellationToken = lifetime.ApplicationStopping;
        var run = await runs.RequireAsync(input, cancellationToken);
        var batch = run.Batch ?? throw new InvalidOperationException($"Run {run.Id} has no single messages.");
        var now = time.GetUtcNow();
        if (run.CompletedAt is null && now >= batch.ExpiresAt)
        {
            await pending.CancelAsync(run, Expired, batch.Channel, cancellationToken);
        }
        else if (
            run.CompletedAt is null
            && await ledger.ReadAllPagesAsync(run, openOnly: true, cancellationToken).AnyAsync(cancellationToken)
        )
        {
            // The account or the tenant is stopped: the longer that lasts, the less often it is tried again.
            var rest = TimeSpan.FromTicks(Math.Clamp((now - batch.DueAt).Ticks / 4, ShortestRest.Ticks, LongestRest.Ticks));
            return new SingleMessagesEnd(IsClosed: false, now + rest, batch.ExpiresAt);
        }

        await closer.CloseAsync(run, cancellationToken);
        return new SingleMessagesEnd(IsClosed: true);
    }
}
