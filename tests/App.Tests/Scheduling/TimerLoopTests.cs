using CampaignTasks.Application.Functions;
using CampaignTasks.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CampaignTasks.App.Tests.Scheduling;

public sealed class TimerLoopTests
{
    [Fact]
    public async Task Tick_WhenItsTimeComes_IsCalledOnce_OnTime()
    {
        await using var scene = await TimerFixture.StartAsync();

        await scene.AdvanceAsync(TimeSpan.FromMinutes(6));

        Assert.Equal([new TimerTick(scene.Start.AddMinutes(5), IsPastDue: false)], scene.Calls.Ticks);
    }

    [Fact]
    public async Task Ticks_MissedWhileNobodyRan_MakeOnePastDueCall()
    {
        await using var scene = new TimerFixture();
        await scene.Marks.SetAsync(nameof(TimerFixture.Recorder), scene.Start.AddHours(-1), CancellationToken.None);

        await scene.RunAsync();
        await scene.AdvanceAsync(TimeSpan.FromMinutes(6));

        Assert.Equal(
            [new TimerTick(scene.Start.AddMinutes(-55), IsPastDue: true), new TimerTick(scene.Start.AddMinutes(5), IsPastDue: false)],
            scene.Calls.Ticks
        );
    }

    [Fact]
    public async Task Ticks_OfAProcessThatDoesNotOwnTheHub_AreNotCalled_UntilItTakesOver()
    {
        await using var scene = new TimerFixture();
        scene.Lease.StandBy();
        await scene.Marks.SetAsync(nameof(TimerFixture.Recorder), scene.Start, CancellationToken.None);

        await scene.RunAsync();
        await scene.AdvanceAsync(TimeSpan.FromMinutes(11));
        Assert.Empty(scene.Calls.Ticks);

        // The owner before did the first tick, not the second.
        await scene.Marks.SetAsync(nameof(TimerFixture.Recorder), scene.Start.AddMinutes(5), CancellationToken.None);
        scene.Lease.Own(term: 2);
        await scene.AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.Equal([new TimerTick(scene.Start.AddMinutes(10), IsPastDue: true)], scene.Calls.Ticks);
    }

    [Fact]
    public async Task Tick_WhileTheOneBeforeRuns_WaitsForIt()
    {
        await using var scene = await TimerFixture.StartAsync();
        var hold = new TaskCompletionSource();
        scene.Calls.Held = hold.Task;

        await scene.AdvanceAsync(TimeSpan.FromMinutes(16));
        Assert.Single(scene.Calls.Ticks);

        hold.SetResult();
        await Eventually.HoldsAsync(() => scene.Calls.Ticks.Count == 2);
        Assert.Equal(1, scene.Calls.MaxAtOnce);

        await scene.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(
            [(5, false), (10, true), (20, false)],
            scene.Calls.Ticks.Select(tick => ((tick.ScheduledAt - scene.Start).Minutes, tick.IsPastDue))
        );
    }

    [Fact]
    public async Task Failure_ShowsInHealth_UntilTheFunctionWorksAgain()
    {
        await using var scene = await TimerFixture.StartAsync();
        scene.Calls.Fail = true;

        await scene.AdvanceAsync(TimeSpan.FromMinutes(5));
        var degraded = await scene.Runner.CheckHealthAsync(new HealthCheckContext());
        Assert.Equal(HealthStatus.Degraded, degraded.Status);
        Assert.Contains(nameof(TimerFixture.Recorder), degraded.Description, StringComparison.Ordinal);

        scene.Calls.Fail = false;
        await scene.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(HealthStatus.Healthy, (await scene.Runner.CheckHealthAsync(new HealthCheckContext())).Status);
        Assert.Equal(2, scene.Calls.Ticks.Count);
    }

    [Fact]
    public async Task Mark_ThatIsNotStored_CostsNoTick()
    {
        await using var scene = await TimerFixture.StartAsync();
        scene.Marks.Fail = true;
        await scene.AdvanceAsync(TimeSpan.FromMinutes(5));

        scene.Marks.Fail = false;
        await scene.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal([scene.Start.AddMinutes(5), scene.Start.AddMinutes(10)], scene.Calls.Ticks.Select(tick => tick.ScheduledAt));
        Assert.Equal(scene.Start.AddMinutes(10), await scene.Marks.FindAsync(nameof(TimerFixture.Recorder), CancellationToken.None));
    }
}
