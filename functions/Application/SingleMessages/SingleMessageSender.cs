using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.SingleMessages;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Application.SingleMessages;

/// <summary>
/// The sender of batches of single messages. It works as a step of a lane does, with the same slots, claims, checks and keys, but in the
/// process that stored the batch; an orchestration is started only for what cannot leave now.
/// </summary>
internal sealed class SingleMessageSender(
    RunMonitors monitors,
    LaneRunner lanes,
    SingleMessageCloser closer,
    DurableTaskClient client,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<SingleMessageSender> logger
) : ISingleMessageSender
{
    public async Task SendAsync(Run run, IReadOnlyList<SingleMessage> messages)
    {
        var work = NewWork(run);
        try
        {
            using var monitor = monitors.Subscribe(run);
            var task = await monitor.ReadAsync(lifetime.ApplicationStopping);
            var result =
                task is null || monitor.IsHalted
                    ? new LaneResult(LaneState.Halted, work)
                    : await lanes.RunAsync(work, task, run, monitor, LaneSender.LongStep, messages, lifetime.ApplicationStopping);
            if (result.State is LaneState.Done)
            {
                await closer.CloseAsync(run, CancellationToken.None);
                return;
            }

            work = result.Next;
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Another process sends what is left.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.SingleMessagesNotSent(e, run.Id.ToString());
        }

        await StartAsync(work);
    }

    public Task DeferAsync(Run run) => StartAsync(NewWork(run) with { NotBefore = run.Batch?.SendAt });

    /// <summary>Starts the orchestration of a batch, unless it is at work.</summary>
    private async Task StartAsync(LaneWork work)
    {
        try
        {
            var once = Starting.Once(SingleMessageActivities.InstanceId(work.Run));
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(SingleMessageOrchestrator), work, once, CancellationToken.None);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It is at work.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.SingleMessagesNotSent(e, work.Run.RunId);
        }
    }

    private LaneWork NewWork(Run run)
    {
        var work = new LaneWork(new RunRef(run.TenantId, run.TaskId, run.Id.ToString()), Lane: 0, FromPage: 0);
        return run.Batch?.SendAt > time.GetUtcNow() ? work with { NotBefore = run.Batch.SendAt } : work;
    }
}
