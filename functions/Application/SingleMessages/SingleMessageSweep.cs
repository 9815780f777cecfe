using CampaignTasks.Application.Functions;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.SingleMessages;

/// <summary>
/// The timer that finds batches that a process stored and did not send or close because it ended. It reads the open batches of each tenant,
/// writes what is missing of their runs, and starts the orchestrations that are not there.
/// </summary>
internal sealed class SingleMessageSweep(
    ITenantStore tenants,
    ISingleMessageStore store,
    IRunStore runs,
    ILedger ledger,
    SingleMessageCloser closer,
    ISingleMessageSender sender,
    TimeProvider time,
    ILogger<SingleMessageSweep> logger
) : ITimerFunction
{
    /// <summary>The age from which a batch is taken to be left: longer than a process sends one by itself.</summary>
    public static readonly TimeSpan LeftAfter = TimeSpan.FromMinutes(3);

    // A batch that is due much later has its orchestration; only one that is new may still lack it.
    private static readonly TimeSpan NewFor = TimeSpan.FromMinutes(15);

    public async Task RunAsync(TimerTick tick, CancellationToken cancellationToken)
    {
        var found = 0;
        await foreach (var tenant in tenants.AllAsync(cancellationToken))
        {
            if (tenant.Status is TenantStatus.Deleting)
            {
                continue;
            }

            await foreach (var batch in store.OpenAsync(tenant.Id, cancellationToken))
            {
                found += IsLeft(batch) && await TryResumeAsync(batch, cancellationToken) ? 1 : 0;
            }
        }

        if (found > 0)
        {
            logger.SingleMessagesResumed(found);
        }
    }

    private bool IsLeft(SingleBatch batch)
    {
        var now = time.GetUtcNow();
        var age = now - batch.CreatedAt;
        return age >= LeftAfter && (now >= batch.DueAt + LeftAfter || age < NewFor);
    }

    private async Task<bool> TryResumeAsync(SingleBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            var run = await runs.OpenAsync(Run.Of(batch), cancellationToken);
            if (run.CompletedAt is not null)
            {
                await closer.CloseAsync(run, cancellationToken);
                return true;
            }

            if (await store.ReadAsync(batch, cancellationToken) is not { } messages)
            {
                return false;
            }

            await ledger.AddPagesAsync(run, [LedgerPage.Plan(batch, messages)], cancellationToken);
            await sender.DeferAsync(run);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One batch's trouble must not keep the others.
            logger.SingleMessagesNotSent(e, batch.Run.ToString());
            return false;
        }
    }
}
