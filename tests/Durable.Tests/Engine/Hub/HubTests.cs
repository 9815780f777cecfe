using CampaignTasks.Testing.Durable;

namespace CampaignTasks.Durable.Tests.Engine.Hub;

public sealed class HubTests
{
    private readonly InMemoryHubStore _store = new();
    private readonly FakeTime _time = new();
    private readonly Samples _samples = new();

    [Fact]
    public async Task Orchestration_OfActivities_Completes()
    {
        await using var hub = await NewHub().StartedAsync();

        var id = await hub.ScheduleAsync("Steps", "a");

        Assert.Equal("a1,a20,a21,a22,a3", await hub.OutputAsync(id));
        Assert.Equal(["Echo:a1", "Echo:a20", "Echo:a21", "Echo:a22", "Echo:a3"], _samples.Runs.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Orchestration_OfAChild_ReturnsItsResult()
    {
        await using var hub = await NewHub().StartedAsync();

        var id = await hub.ScheduleAsync("Parent", "p");

        Assert.Equal("p1,p20,p21,p22,p3", await hub.OutputAsync(id));
        Assert.True((await hub.FinishedAsync(id + ":child")).IsCompleted);
    }

    [Fact]
    public async Task Child_WhoseIdIsInUse_FailsAtTheParent()
    {
        await using var hub = await NewHub().StartedAsync();
        await hub.ScheduleAsync("Listens", "x", "taken");

        var id = await hub.ScheduleAsync("Starter", "taken");

        var parent = await hub.FinishedAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, parent.RuntimeStatus);
        Assert.Contains("taken", parent.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContinueAsNew_ManyTimes_EndsWithTheLastGeneration()
    {
        await using var hub = await NewHub().StartedAsync();

        var id = await hub.ScheduleAsync("Counts", "20");

        Assert.Equal("counted", await hub.OutputAsync(id));
        Assert.Equal(21, _samples.Runs.Count);
        Assert.Empty(_store.Inspect(id).Rows);
    }

    [Fact]
    public async Task Events_OfOneCaller_ArriveInOrder()
    {
        await using var hub = await NewHub().StartedAsync();
        var id = await hub.ScheduleAsync("Listens", "x");

        foreach (var word in (string[])[.. Enumerable.Range(0, 200).Select(i => $"w{i}"), "end"])
            await hub.Client.RaiseEventAsync(id, "Word", word, CancellationToken.None);

        Assert.Equal(string.Join(',', [.. Enumerable.Range(0, 200).Select(i => $"w{i}"), "end"]), await hub.OutputAsync(id));
        Assert.Empty(_store.Inspect(id).Messages);
    }

    [Fact]
    public async Task Timer_WhenDue_WakesTheInstance()
    {
        await using var hub = await NewHub().StartedAsync();
        var id = await hub.ScheduleAsync("Sleeps", "259200");
        await hub.UntilWaitingAsync(1);

        _time.Advance(TimeSpan.FromDays(3));

        Assert.Equal("slept", await hub.OutputAsync(id));
    }

    [Fact]
    public async Task StartAt_InTheFuture_WaitsAndKeepsEvents()
    {
        await using var hub = await NewHub().StartedAsync();
        var id = await hub.ScheduleAsync("Listens", "x", startAt: _time.GetUtcNow().AddDays(1));
        await hub.Client.RaiseEventAsync(id, "word", "early", CancellationToken.None);
        await hub.Client.RaiseEventAsync(id, "word", "end", CancellationToken.None);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await hub.Client.GetInstanceAsync(id, false, CancellationToken.None))!.RuntimeStatus);

        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal("early,end", await hub.OutputAsync(id));
    }

    [Fact]
    public async Task Terminate_BeforeADelayedStart_EndsAtOnce()
    {
        await using var hub = await NewHub().StartedAsync();
        var id = await hub.ScheduleAsync("Listens", "x", startAt: _time.GetUtcNow().AddDays(1000));

        await hub.Client.TerminateInstanceAsync(id, "no", CancellationToken.None);

        var ended = await hub.FinishedAsync(id);
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "no"), (ended.RuntimeStatus, ended.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task Suspend_HoldsEventsUntilResume()
    {
        await using var hub = await NewHub().StartedAsync();
        var id = await hub.ScheduleAsync("Listens", "x");
        await hub.Client.SuspendInstanceAsync(id, "wait", CancellationToken.None);
        await hub.Client.RaiseEventAsync(id, "word", "end", CancellationToken.None);
        await hub.UntilAsync(async () => _store.Inspect(id).Messages.Count == 0
            && (await hub.Client.GetInstanceAsync(id, false, CancellationToken.None))!.RuntimeStatus is OrchestrationRuntimeStatus.Suspended);

        await hub.Client.ResumeInstanceAsync(id, "go", CancellationToken.None);

        Assert.Equal("end", await hub.OutputAsync(id));
    }

    [Theory]
    [InlineData("Fail", "System.InvalidOperationException")]
    [InlineData("Nobody", ActivityRunner.NotFoundError)]
    [InlineData("Huge", "PayloadTooLarge")]
    public async Task Activity_ThatCannotGiveAResult_FailsTheTask(string activity, string cause)
    {
        await using var hub = await NewHub().StartedAsync();

        var failed = await hub.FinishedAsync(await hub.ScheduleAsync("Calls", activity));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Equal(cause, failed.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task Orchestrator_NobodyRegistered_FailsTheInstance()
    {
        await using var hub = await NewHub().StartedAsync();

        var failed = await hub.FinishedAsync(await hub.ScheduleAsync("Missing", "x"));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("Missing", failed.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activity_OfTheLastTurn_StillRuns()
    {
        await using var hub = await NewHub().StartedAsync();

        var id = await hub.ScheduleAsync("Forgets", "later");

        Assert.Equal("gone", await hub.OutputAsync(id));
        await hub.UntilAsync(() => _samples.Runs.Contains("Echo:later"));
    }

    [Fact]
    public async Task Instance_ThatCannotBeRead_LeavesOthersAlone()
    {
        await using var hub = await NewHub().StartedAsync();
        var poisoned = await hub.ScheduleAsync("Listens", "x", "poisoned");
        await hub.Client.WaitForInstanceStartAsync(poisoned, false, CancellationToken.None);
        _store.Spoil(poisoned);
        await hub.Client.RaiseEventAsync(poisoned, "word", "end", CancellationToken.None);
        await hub.UntilAsync(() => hub.Health.PoisonedInstances == 1);

        Assert.Equal("b1,b20,b21,b22,b3", await hub.OutputAsync(await hub.ScheduleAsync("Steps", "b")));
    }

    [Fact]
    public async Task Hub_StoppedInAnActivity_WaitsForItsResult()
    {
        var hub = await NewHub().StartedAsync();
        var id = await hub.ScheduleAsync("Calls", "Gate");
        await hub.UntilAsync(() => _samples.Runs.Contains("Gate:x"));

        var stopping = hub.StopAsync();
        _samples.Gate.SetResult();
        await stopping;

        await using var next = await NewHub().StartedAsync();
        Assert.Equal("x", await next.OutputAsync(id));
        Assert.Single(_samples.Runs);
        await next.UntilAsync(() => next.Health.Epoch == 2);
    }

    [Fact]
    public async Task Hub_Stopped_AsksActivitiesToLeaveOffAndWaitsUntilTheyHave()
    {
        var hub = await NewHub().StartedAsync();
        var id = await hub.ScheduleAsync("Calls", "Leaves");
        await hub.UntilAsync(() => _samples.Runs.Contains("Leaves:x"));

        var stopping = hub.StopAsync();
        _samples.Gate.SetResult();
        await stopping.WaitAsync(TimeSpan.FromSeconds(30));

        await using var next = await NewHub().StartedAsync();
        Assert.Equal("left", await next.OutputAsync(id));
        Assert.Single(_samples.Runs);
    }

    private TestHub NewHub(Action<DurableHubOptions>? configure = null) => new(_store, _time, _samples, configure: configure);
}
