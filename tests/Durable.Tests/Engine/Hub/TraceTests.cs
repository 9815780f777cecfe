using System.Diagnostics;
using CampaignTasks.Durable.Engine.Hub;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Durable;

namespace CampaignTasks.Durable.Tests.Engine.Hub;

/// <summary>The trace of a request goes on through turns, children and activities, over restarts, and is told once.</summary>
public sealed class TraceTests
{
    private readonly InMemoryHubStore _store = new();
    private readonly FakeTime _time = new();
    private readonly Machine _machine = new();
    private readonly Samples _samples = new();

    [Fact]
    public async Task Instance_StartedInARecordedTrace_TellsEachTurnAndActivityOnceInIt()
    {
        using var trace = new RecordedTrace();
        await using var hub = await HubAsync();

        await hub.ScheduleAsync("Parent", "a", "parent");
        await hub.OutputAsync("parent");

        // A turn is told when all is done that follows from its commit.
        var turns = await TurnsAsync("parent") + await TurnsAsync("parent:child");
        await hub.UntilAsync(() => trace.Named("turn ").Count >= turns);
        Assert.All(trace.Spans, span => Assert.Equal(trace.Request.TraceId, span.TraceId));
        Assert.Single(trace.Named("start "));
        Assert.Equal(5, trace.Named("activity Echo").Count);
        Assert.Equal(await TurnsAsync("parent"), trace.Named("turn Parent").Count);
        Assert.Equal(await TurnsAsync("parent:child"), trace.Named("turn Steps").Count);
        AssertUnder(trace.Named("activity "), trace.Named("turn Steps"));
        AssertUnder(trace.Named("turn Steps"), trace.Named("turn Parent"));
        AssertUnder(trace.Named("turn Parent"), trace.Named("start "));
    }

    [Fact]
    public async Task Instance_OfAKilledProcess_GoesOnInItsTraceAndRepeatsNoSpan()
    {
        using var trace = new RecordedTrace();
        var first = await HubAsync();
        await first.ScheduleAsync("Calls", "Gate", "waits");
        await first.UntilAsync(() => !_samples.Runs.IsEmpty);
        trace.Request.Stop();
        await first.KillAsync();
        var before = trace.Named("turn ").Count;

        await using var next = await HubAsync();
        _samples.Gate.SetResult();
        await next.OutputAsync("waits");
        await next.UntilAsync(() => trace.Named("turn Calls").Count > before);
        await first.DisposeAsync();

        // The second process replays the first turn and tells only its own.
        Assert.Equal((1, 2), (before, trace.Named("turn Calls").Count));
        Assert.All(trace.Named("activity Gate"), span => Assert.Equal(trace.Named("turn Calls")[0].SpanId, span.ParentSpanId));
        Assert.All(trace.Spans, span => Assert.Equal(trace.Request.TraceId, span.TraceId));
        Assert.Equal(trace.Spans.Count, trace.Spans.Select(span => span.SpanId).Distinct().Count());
    }

    [Fact]
    public async Task Generation_AfterTheLongestAgeOfATrace_BeginsANewOneLinkedWithIt()
    {
        using var trace = new RecordedTrace();
        await using var hub = await HubAsync(options => options.MaxTraceAge = TimeSpan.FromSeconds(3));
        await hub.ScheduleAsync("Listens", "x", "listener");

        // Its first generation waits for five seconds before it continues as new.
        await hub.ScheduleAsync("Everything", "one", "main");
        await hub.Client.RaiseEventAsync("main", "go", "now", CancellationToken.None);
        await hub.OutputAsync("main");

        var renewed = Assert.Single(trace.Named("turn Everything"), span => span.Links.Any());
        Assert.NotEqual(trace.Request.TraceId, renewed.TraceId);
        Assert.Equal(trace.Request.TraceId, Assert.Single(renewed.Links).Context.TraceId);
        Assert.Equal(5, trace.Named("activity ").Count(span => span.TraceId == trace.Request.TraceId && ParentIs(span, "turn Steps")));
        Assert.Equal(5, trace.Named("activity ").Count(span => span.TraceId == renewed.TraceId && ParentIs(span, "turn Steps")));

        bool ParentIs(Activity span, string name) => trace.Named(name).Any(parent => parent.SpanId == span.ParentSpanId);
    }

    [Fact]
    public async Task Instance_StartedInATraceThatIsNotRecorded_TellsNothing()
    {
        using var trace = new RecordedTrace();
        trace.Request.ActivityTraceFlags = ActivityTraceFlags.None;
        await using var hub = await HubAsync();

        await hub.ScheduleAsync("Steps", "a", "steps");
        await hub.OutputAsync("steps");

        Assert.Empty(trace.Spans);
    }

    [Fact]
    public async Task Turn_ThatIsNotCommitted_SaysSoAndIsToldAgain()
    {
        using var trace = new RecordedTrace();
        await using var hub = await HubAsync();
        await hub.ScheduleAsync("Listens", "x", "listener");
        await hub.UntilAsync(() => trace.Named("turn Listens").Count == 1);

        // Somebody else writes to the instance: the next turn's version is not what storage has any more.
        await _store.CommitAsync(new() { State = (await _store.ReadInstanceAsync("listener", CancellationToken.None))! }, CancellationToken.None);
        await hub.Client.RaiseEventAsync("listener", "word", "end", CancellationToken.None);
        await hub.OutputAsync("listener");
        await hub.UntilAsync(() => trace.Named("turn Listens").Count == 3);

        Assert.Equal(
            [ActivityStatusCode.Unset, ActivityStatusCode.Error, ActivityStatusCode.Unset], trace.Named("turn Listens").Select(span => span.Status));
    }

    private Task<TestHub> HubAsync(Action<DurableHubOptions>? configure = null) => new TestHub(_store, _time, _samples, _machine, configure).StartedAsync();

    private async Task<int> TurnsAsync(string instanceId)
    {
        var instance = await LoadedInstance.LoadAsync(_store, instanceId, CancellationToken.None);
        return instance!.History.Count(e => e.OrchestratorStarted is not null);
    }

    private static void AssertUnder(IEnumerable<Activity> spans, IReadOnlyList<Activity> parents) =>
        Assert.All(spans, span => Assert.Contains(parents, parent => parent.SpanId == span.ParentSpanId));
}
