using CampaignTasks.Durable.Protocol;
using CampaignTasks.Durable.Engine.Hub;
using CampaignTasks.Testing.Durable;

namespace CampaignTasks.Durable.Tests.Engine.Hub;

/// <summary>Kills the hub at every write of a run that uses everything, starts another on the same storage and expects the run to end as if nothing had been.</summary>
public sealed class CrashTests
{
    private const string Expected = "two|two1,two20,two21,two22,two3|now";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hub_KilledAtAnyWrite_LosesAndDoublesNoStep(bool before)
    {
        var (_, writes) = await RunAsync(int.MaxValue, before);
        Assert.InRange(writes, 25, 200);

        for (var crashAt = 1; crashAt <= writes; crashAt++)
        {
            var (store, _) = await RunAsync(crashAt, before);
            await AssertEachStepOnceAsync(store, "main", crashAt);
            await AssertEachStepOnceAsync(store, "listener", crashAt);
            await AssertEachStepOnceAsync(store, "main:one", crashAt);
            await AssertEachStepOnceAsync(store, "main:two", crashAt);
            Assert.Empty(store.Inspect("main").Messages);
        }
    }

    private static async Task<(InMemoryHubStore Store, int Writes)> RunAsync(int crashAt, bool before)
    {
        var (store, time, machine, samples) = (new InMemoryHubStore(), new FakeTime(), new Machine(), new Samples());
        var crashing = new CrashingStore(store, crashAt, before);
        var hub = await new TestHub(crashing, time, samples, machine).StartedAsync();
        var work = DriveAsync(hub);
        await Task.WhenAny(work, crashing.Died.Task);
        // How many writes a run takes depends on what is written together: this one may end before it comes to its crash.
        await hub.UntilAsync(async () => crashing.Died.Task.IsCompleted || await IsClearedAsync(store));
        await hub.KillAsync();
        if (crashing.Died.Task.IsCompleted)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => work.WaitAsync(TimeSpan.FromSeconds(30))).ContinueWith(static _ => { }, TaskScheduler.Default);
            await using var next = await new TestHub(store, time, samples, machine).StartedAsync();
            await DriveAsync(next);
            // What the dead process had delivered without noting so is delivered again, recognised and cleared away.
            await next.UntilAsync(() => IsClearedAsync(store));
            await hub.DisposeAsync();
            return (store, crashing.Calls);
        }

        await work;
        await hub.DisposeAsync();
        return (store, crashing.Calls);
    }

    // What a caller does, and does again when its process died under it.
    private static async Task DriveAsync(TestHub hub)
    {
        await StartOnceAsync(hub, "Listens", "x", "listener");
        await StartOnceAsync(hub, "Everything", "one", "main");
        await IfOpenAsync(() => hub.Client.RaiseEventAsync("main", "go", "now", CancellationToken.None));
        Assert.Equal(Expected, await hub.OutputAsync("main"));
        // What main sent is on its way when main has finished, not yet there.
        await hub.UntilAsync(async () => (await hub.Client.GetInstanceAsync("listener", true, CancellationToken.None))!.SerializedCustomStatus is { } heard && heard.Contains("two", StringComparison.Ordinal));
        await IfOpenAsync(() => hub.Client.RaiseEventAsync("listener", "word", "end", CancellationToken.None));
        Assert.Equal("one,two,end", await hub.OutputAsync("listener"));
    }

    private static async Task<bool> IsClearedAsync(InMemoryHubStore store) =>
        await store.ScanAsync(null, null, CancellationToken.None) is { Messages.Count: 0, Instances.Count: 0 };

    private static async Task StartOnceAsync(TestHub hub, string name, string input, string id)
    {
        if (await hub.Client.GetInstanceAsync(id, false, CancellationToken.None) is null) await hub.ScheduleAsync(name, input, id);
    }

    private static async Task IfOpenAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (OrchestrationFinishedException)
        {
            // The first call did it.
        }
    }

    private static async Task AssertEachStepOnceAsync(InMemoryHubStore store, string instanceId, int crashAt)
    {
        var instance = await LoadedInstance.LoadAsync(store, instanceId, CancellationToken.None);
        Assert.NotNull(instance);
        var scheduled = instance.History.Where(e => e.TaskScheduled is not null).Select(e => e.EventId).ToList();
        var ended = instance.History.Where(e => e.TaskCompleted is not null).Select(e => e.TaskCompleted.TaskScheduledId).ToList();
        Assert.True(scheduled.Count == scheduled.Distinct().Count() && scheduled.Order().SequenceEqual(ended.Order()), $"Steps of {instanceId} after a crash at {crashAt}.");
        Assert.Equal(OrchestrationStatus.Completed, Assert.Single(instance.History, e => e.ExecutionCompleted is not null).ExecutionCompleted.OrchestrationStatus);
        Assert.True(instance.IsAtRest, $"{instanceId} is not at rest after a crash at {crashAt}.");
    }
}
