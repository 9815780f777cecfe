using Azure;
using CampaignTasks.Simulation.Machinery;
using CampaignTasks.Testing.Orchestrations;
using DurableTask.Core;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.DependencyInjection;
using FailureDetails = Microsoft.DurableTask.Protobuf.TaskFailureDetails;

namespace CampaignTasks.Simulation.Orchestrations;

/// <summary>
/// One process' share in a hub's work. What it takes comes back to whoever lives unless it is done with in time: every activity is carried
/// out at least once, every turn stored once.
/// </summary>
internal sealed class HubWorker(
    string name,
    IDurableTaskFactory factory,
    OrchestrationHub hub,
    StorageWire wire,
    IServiceProvider services,
    PollingDelay polling,
    EventTrace trace,
    TimeProvider time
) : DurableTaskWorker(name, factory)
{
    // One at a time would never wait: with several, the order of waiting is part of what is tried.
    private const int MaxTurns = 4;
    private const int MaxActivities = 64;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            ReceiveAsync("hub: take turn", MaxTurns, () => hub.NextTurnAt, hub.TakeTurn, DecideAsync, stoppingToken),
            ReceiveAsync("hub: take activity", MaxActivities, () => hub.NextActivityAt, hub.TakeActivity, CarryOutAsync, stoppingToken)
        );

    private async Task ReceiveAsync<T>(
        string what,
        int most,
        Func<TimeSpan?> nextAt,
        Func<T?> take,
        Func<T, Task> work,
        CancellationToken stoppingToken
    )
        where T : class
    {
        using var bell = new WorkBell(time);
        using var stop = stoppingToken.Register(bell.Ring);
        hub.Changed += bell.Ring;
        var underWay = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = nextAt() - hub.Elapsed;
            if (underWay == most || wait is not { Ticks: <= 0 })
            {
                await bell.WaitAsync(underWay == most ? null : wait);
            }
            else if (await TakeAsync(what, take) is { } taken)
            {
                underWay++;
                _ = CarryOnAsync(taken);
            }
        }

        hub.Changed -= bell.Ring;

        async Task CarryOnAsync(T taken)
        {
            await work(taken);
            underWay--;
            bell.Ring();
        }
    }

    private async Task<T?> TakeAsync<T>(string what, Func<T?> take)
        where T : class
    {
        try
        {
            if (polling.Next() is { Ticks: > 0 } delay)
            {
                await Task.Delay(delay, time, CancellationToken.None);
            }

            return await wire.WriteAsync(what, "", () => Task.FromResult(take()));
        }
        catch (RequestFailedException)
        {
            await Task.Delay(AfterFailure, time, CancellationToken.None);
            return null;
        }
    }

    private async Task DecideAsync(Turn turn)
    {
        try
        {
            if (!Factory.TryCreateOrchestrator(turn.Name, services, out var orchestrator))
            {
                throw new InvalidOperationException($"There is no orchestrator {turn.Name}.");
            }

            var outcome = turn.Run(orchestrator);
            if (outcome.Sends)
            {
                await WriteAsync("hub: send", turn.InstanceId, () => hub.Send(outcome));
            }

            await wire.CompareAsync("hub: commit", turn.InstanceId, () => Done(() => hub.Commit(outcome)));
            await WriteAsync("hub: delete turn", turn.InstanceId, () => hub.Delete(turn));
        }
        catch (RequestFailedException e)
        {
            trace.Add("turn left", $"{turn.InstanceId} {e.Message}");
        }
    }

    private async Task CarryOutAsync(ActivityWork work)
    {
        using var isDone = new CancellationTokenSource();
        var renewal = RenewAsync(work, isDone.Token);
        var (result, failure) = await CallAsync(work);
        isDone.Cancel();
        await renewal;
        try
        {
            await WriteAsync("hub: answer", work.InstanceId, () => hub.Answer(work, result, failure));
            await WriteAsync("hub: delete activity", work.InstanceId, () => hub.Delete(work));
        }
        catch (RequestFailedException e)
        {
            trace.Add("activity left", $"{work.Name} of {work.InstanceId} {e.Message}");
        }
    }

    private async Task<(string? Result, FailureDetails? Failure)> CallAsync(ActivityWork work)
    {
        await using var scope = services.CreateAsyncScope();
        if (!Factory.TryCreateActivity(work.Name, scope.ServiceProvider, out var activity))
        {
            throw new InvalidOperationException($"There is no activity {work.Name}.");
        }

        try
        {
            var instance = new OrchestrationInstance { InstanceId = work.InstanceId, ExecutionId = work.ExecutionId };
            var context = new TaskContext(instance, work.Name, version: "", work.TaskId);
            return (await DurableTaskShimFactory.Default.CreateActivity(work.Name, activity).RunAsync(context, work.Input), null);
        }
        catch (Exception e)
        {
            trace.Add("activity failed", $"{work.Name} {e.GetType().Name}: {e.Message}");
            return (null, new FailureDetails { ErrorType = e.GetType().FullName, ErrorMessage = e.Message });
        }
    }

    /// <summary>Keeps a call from others as long as it is carried out.</summary>
    private async Task RenewAsync(ActivityWork work, CancellationToken isDone)
    {
        while (!isDone.IsCancellationRequested)
        {
            await Task.Delay(RenewEvery, time, isDone).ContinueWith(static _ => { }, TaskScheduler.Current);
            if (isDone.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await WriteAsync("hub: renew", work.InstanceId, () => hub.Renew(work));
            }
            catch (RequestFailedException)
            {
                // The next one may come in time.
            }
        }
    }

    private Task WriteAsync(string what, string detail, Action write) => wire.WriteAsync(what, detail, () => Done(write));

    private static Task Done(Action write)
    {
        write();
        return Task.CompletedTask;
    }
}

/// <summary>How long a process waits before it asks a queue for messages that have come.</summary>
internal sealed class PollingDelay(Random chance, TimeSpan longest)
{
    public TimeSpan Next() => longest > TimeSpan.Zero ? chance.NextDouble() * longest : TimeSpan.Zero;
}
