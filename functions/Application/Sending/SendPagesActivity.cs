using CampaignTasks.Application.Accounts;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Quotas;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The activity <see cref="RunActivities.SendPages"/>: gives a lane a place among the senders of its tenant, and runs a step of it.
/// </summary>
internal sealed class SendPagesActivity(
    IRunStore runs,
    SenderLimiter senders,
    RunMonitors monitors,
    StageGate stages,
    LaneRunner lanes,
    DurableTaskClient client,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<SendPagesActivity> logger
) : TaskActivity<LaneWork, LaneResult>
{
    public override Task<LaneResult> RunAsync(TaskActivityContext context, LaneWork input) => SendAsync(input, context.InstanceId);

    /// <summary>Sends for a limited time, if the tenant may have one more sender in this process.</summary>
    /// <param name="input">The lane and its position.</param>
    /// <param name="instanceId">The orchestration that carries the lane out.</param>
    public async Task<LaneResult> SendAsync(LaneWork input, string instanceId)
    {
        var cancellationToken = lifetime.ApplicationStopping;
        await EarlyTimers.WaitAsync(input.DueAt, time, cancellationToken);
        input = input with { DueAt = null };
        var run = await runs.RequireAsync(input.Run, cancellationToken);
        using var monitor = monitors.Subscribe(run);
        var stored = await stages.LookAsync(await monitor.ReadAsync(cancellationToken), run, monitor, cancellationToken);
        if (
            stored is not { Stage: null or { Hold: null } }
            || !stored.IsSending(run.Id)
            || run.PlanVersion != stored.PlanVersion
            || run.Failure is not null
            || monitor.IsHalted
        )
        {
            await CallAsync(senders.Forget(input.Run.TenantId, instanceId));
            return new LaneResult(LaneState.Halted, input);
        }

        var task = run.Test is null ? stored : stored.ForTests();
        if (!senders.TryTake(task.TenantId, instanceId))
        {
            return RetryLater(input);
        }

        try
        {
            var duration = senders.HasWaitingLanes(task.TenantId) ? SenderLimiter.ShortTurn : LaneSender.LongStep;
            var result = await lanes.RunAsync(input, task, run, monitor, duration, messages: null, cancellationToken);
            if (result.State is not LaneState.More || !senders.HasWaitingLanes(task.TenantId))
            {
                return result;
            }

            senders.Queue(task.TenantId, instanceId);
            return RetryLater(result.Next);
        }
        finally
        {
            await CallAsync(senders.Return(task.TenantId));
        }
    }

    private LaneResult RetryLater(LaneWork work) => new(LaneState.Wait, work with { NotBefore = senders.ScheduleRetry(work.Run.TenantId) });

    /// <summary>Wakes lanes that have a place now. A lane that is not reached comes by itself.</summary>
    private async Task CallAsync(IReadOnlyList<string> lanes)
    {
        foreach (var lane in lanes)
        {
            try
            {
                await client.RaiseEventAsync(lane, RunActivities.Refresh, "", CancellationToken.None);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                logger.LaneNotNotified(e, lane);
            }
        }
    }
}
