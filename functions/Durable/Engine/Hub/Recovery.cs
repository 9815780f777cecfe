using Microsoft.Extensions.Logging;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>Finds what an owner has to care for: once when it takes over, then again and again for what nobody told it of.</summary>
/// <remarks>
/// The search reads the instances that are not finished, which in Azure Tables means a scan of the hub's table: its cost grows with
/// what is stored, finished instances included, so purge them. An index of active instances would make it proportional to the work, and cost two more writes
/// per instance outside of the turn's transaction; starts of instances are frequent and takeovers rare.
/// </remarks>
internal sealed class Recovery(
    IHubStore store, SessionTable sessions, TimerIndex timers, DurableHubOptions options, Troubles troubles, TimeProvider time, long epoch, ILogger logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await UntilDoneAsync(async () =>
        {
            var (busy, waiting, messages) = await ScanAsync(cancellationToken);
            logger.Recovered(epoch, busy, waiting, messages);
        }, cancellationToken);
        await Task.WhenAll(PollAsync(cancellationToken), SweepAsync(cancellationToken));
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(options.PollInterval, time, cancellationToken);
            await UntilDoneAsync(async () =>
            {
                foreach (var wake in await store.ReadWakesAsync(cancellationToken))
                {
                    Post(wake);
                    await store.DeleteWakeAsync(wake.Key, cancellationToken);
                }
            }, cancellationToken);
        }
    }

    // The first look comes soon: a former owner that was stalled has had its last word by then.
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var first = 2 * options.LeaseDuration;
        await Task.Delay(first < options.SweepInterval ? first : options.SweepInterval, time, cancellationToken);
        while (true)
        {
            await UntilDoneAsync(() => ScanAsync(cancellationToken), cancellationToken);
            await Task.Delay(options.SweepInterval, time, cancellationToken);
        }
    }

    private async Task<(int Busy, int Waiting, int Messages)> ScanAsync(CancellationToken cancellationToken)
    {
        var dueBefore = time.GetUtcNow() + options.Horizon;
        var (busy, waiting, messages) = (0, 0, 0);
        string? continuation = null;
        do
        {
            var page = await store.ScanAsync(dueBefore, continuation, cancellationToken);
            messages += page.Messages.Count;
            foreach (var message in page.Messages) Post(message);
            foreach (var instance in page.Instances)
            {
                if (instance.Busy) busy++;
                else waiting++;
                if (instance.NextDue is { } due) timers.SetEarlier(instance.InstanceId, due);
                if (instance.Busy) sessions.Post(instance.InstanceId);
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
        return (busy, waiting, messages);
    }

    private void Post(HubWake wake) => sessions.Post(wake.InstanceId, wake.MessageKey is null ? null : Arrival.InInbox(wake.MessageKey));

    private async Task UntilDoneAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                troubles.Note(e);
                logger.StorageTrouble(e, options.HubName, troubles.WaitAfter(failures));
            }

            await Task.Delay(troubles.WaitAfter(failures), time, cancellationToken);
        }
    }
}
