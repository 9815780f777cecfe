using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Forecasts;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Unsubscribes;
using CampaignTasks.Simulation.Machinery;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Simulation;

/// <summary>Roll-outs in stages: their sizes, their watch, and what holds them.</summary>
public sealed class RolloutTests
{
    // Every call in turn would take minutes.
    private const int Kills = 15;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Stages_OfTenThousand_LeaveOneAfterTheOtherWithTheirExactSizes()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount();
        var task = await world.Client.CreateTaskAsync(Staged(10_000, new(1, "PT1H"), new(10, "PT2H"), new(100)));

        await world.RunUntilAsync(() => !world.Find(task).IsLive, Day);

        Assert.Equal([100, 900, 9_000], world.RunsOf(task)[0].Stages!.Select(stage => stage.Recipients));
        Assert.Equal([(0, 100), (1, 900), (3, 9_000)], PerHour(world));
        AssertEachOnce(world, 10_000);
        Assert.Equal(
            [AuditEvent.StageSent, AuditEvent.StageStarted, AuditEvent.StageSent, AuditEvent.StageStarted],
            (await LogAsync(world, task))
                .Select(entry => entry.Event)
                .Where(what => what is AuditEvent.StageSent or AuditEvent.StageStarted)
        );
    }

    [Fact]
    public async Task Stage_ThatFailsTooOften_IsHeldBeforeItsEndUntilItIsReleased()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount(pacing: new Pacing(TimeSpan.FromSeconds(1), null, null));
        world.Provider.Answer = request => request.Number % 2 == 0 ? Reply.Rejected() : Reply.Accepted;
        var task = await world.Client.CreateTaskAsync(Staged(10_000, new(1, "PT1H", new HoldLimits(FailedPercent: 5)), new(100)));

        await world.RunUntilAsync(() => world.Find(task).Stage?.Hold is not null, Hour);
        var sent = world.Requests.Count;
        await world.RunForAsync(2 * Day);

        // The sixth failure is the twelfth request.
        Assert.Equal((12, 12), (sent, world.Requests.Count));
        var hold = world.Find(task).Stage!.Hold!;
        Assert.Equal(("failedPercent", "6 of 100 messages failed, more than 5 percent"), (hold.Code, hold.Reason));
        Assert.Equal("held", TaskHealthView.From(world.Find(task)).Status);
        Assert.Contains(await LogAsync(world, task), entry => entry.Event is AuditEvent.Held);

        world.Provider.Answer = static _ => Reply.Accepted;
        await world.Client.ReleaseAsync(task);
        await world.RunUntilAsync(() => !world.Find(task).IsLive, 2 * Day);
        AssertEachOnce(world, 10_000);
    }

    [Fact]
    public async Task Unsubscribes_WhileAStageIsWatched_HoldTheNextOne()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount();
        var limits = new HoldLimits(UnsubscribedPercent: 2);
        var task = await world.Client.CreateTaskAsync(Staged(1_000, new(10, "PT1H", limits), new(100)));
        await world.RunUntilAsync(() => world.Find(task).Stage?.WatchedUntil is not null, Hour);

        foreach (var request in world.Requests.Take(2))
        {
            await UnsubscribeAsync(world, task, request);
        }

        await world.RunForAsync(TimeSpan.FromMinutes(30));
        Assert.Null(world.Find(task).Stage!.Hold);
        await UnsubscribeAsync(world, task, world.Requests[2]);
        await world.RunForAsync(Day);

        Assert.Equal("3 of 100 recipients unsubscribed, more than 2 percent", world.Find(task).Stage?.Hold?.Reason);
        Assert.Equal(100, world.Requests.Count);
    }

    [Fact]
    public async Task PauseAndEdit_InTheMiddle_LeaveTheStagesAsTheyAre()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount();
        var task = await world.Client.CreateTaskAsync(Staged(100, new(10, "PT1H"), new(100)));
        await world.RunUntilAsync(() => world.Find(task).Stage?.WatchedUntil is not null, Hour);

        await world.Client.PauseAsync(task);
        var list = string.Join('\n', Enumerable.Range(0, 120).Select(n => $"r{n}@example.net"));
        var change = new TaskChange(null, null, null, null, new AudienceRequest(list, null, null, null), null, null, null, null, null);
        await world.Client.EditAsync(task, change, "audience");
        await world.RunForAsync(Day);
        Assert.Equal(10, world.Requests.Count);
        await world.Client.ResumeAsync(task);
        await world.RunUntilAsync(() => !world.Find(task).IsLive, Day);

        Assert.Equal([10, 110], world.RunsOf(task)[0].Stages!.Select(stage => stage.Recipients));
        AssertEachOnce(world, 120);
    }

    [Fact]
    public async Task Stop_OfAHeldTask_CancelsWhatIsLeft()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount();
        world.Provider.Answer = request => request.Number % 2 == 0 ? Reply.Rejected() : Reply.Accepted;
        var task = await world.Client.CreateTaskAsync(Staged(1_000, new(10, "PT1H", new HoldLimits(0)), new(100)));
        await world.RunUntilAsync(() => world.Find(task).Stage?.Hold is not null, Hour);
        var before = world.Requests.Count;

        await world.Client.StopAsync(task);
        await world.RunUntilAsync(() => world.RunsOf(task)[0].CompletedAt is not null, Hour);

        Assert.Equal(before, world.Requests.Count);
        Assert.Equal(1_000 - before, world.MessagesOf(task).Count(message => message.State is MessageState.Canceled));
    }

    [Theory]
    [InlineData(Crash.Before)]
    [InlineData(Crash.After)]
    internal async Task Rollout_KilledAtCallsAllAlong_SendsToEachOnceAndWatchesEveryStage(Crash death)
    {
        var calls = await RunAsync(kill: null);
        for (var kill = 0; kill < Kills; kill++)
        {
            await RunAsync((1 + (calls * kill / Kills), death));
        }

        static async Task<long> RunAsync((long Call, Crash Death)? kill)
        {
            await using var world = SimulatedDeployment.Create();
            world.AddAccount();
            if (kill is var (call, death))
            {
                world.KillAtCall(call, death);
            }

            var task = await world.Client.CreateTaskAsync(
                Staged(60, new(20, "PT1H", new HoldLimits(50, 50, 50)), new(50, "PT1H"), new(100))
            );
            await world.RunUntilAsync(() => !world.Find(task).IsLive && world.RunsOf(task)[0].CompletedAt is not null, Day);
            Assert.Equal([(0, 12), (1, 18), (2, 30)], PerHour(world));
            AssertEachOnce(world, 60);
            return world.Crashes.Calls;
        }
    }

    [Fact]
    public async Task Rollout_WithWindowsSeveralAccountsAndOccurrences_GoesAsForecast()
    {
        await using var world = SimulatedDeployment.Create();
        var pacing = new Pacing(TimeSpan.FromSeconds(30), null, null);
        string[] accounts = [world.AddAccount(pacing: pacing).Id, world.AddAccount(pacing: pacing).Id];
        var schedule = new ScheduleDefinition
        {
            Windows = [new("09:00", "12:00")],
            StartDate = "2026-03-03",
            FinishDate = "2026-03-14",
            Recurrence = new("daily", Every: 4),
        };
        var request = Staged(400, new(10, "PT3H"), new(50, "P1D"), new(100)) with { Schedule = schedule, Accounts = [.. accounts] };
        var task = await world.Client.CreateTaskAsync(request);
        var forecast = await ForecastAsync(world, task);

        await world.RunUntilAsync(() => !world.Find(task).IsLive, 20 * Day);

        Assert.Equal(
            forecast.Days.Select(day => (day.Date.Day, day.Messages)),
            world.Requests.CountBy(sent => sent.At.Day).OrderBy(day => day.Key).Select(day => (day.Key, day.Value))
        );
        Assert.Equal(3, forecast.Occurrences.Count);
        Assert.All(forecast.Occurrences, run => Assert.Equal([40, 160, 200], run.Stages!.Select(stage => stage.Messages)));
        Assert.All(world.RunsOf(task), run => Assert.Equal([40, 160, 200], run.Stages!.Select(stage => stage.Recipients)));
        Assert.All(world.Requests, sent => Assert.InRange(sent.At.Hour, 9, 11));
    }

    [Fact]
    public async Task Forecast_OfAWatchedAndOfAHeldStage_BeginsWithTheNextOne()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount();
        var task = await world.Client.CreateTaskAsync(Staged(100, new(10, "PT6H", new HoldLimits(UnsubscribedPercent: 0)), new(100)));
        await world.RunUntilAsync(() => world.Find(task).Stage?.WatchedUntil is not null, Hour);

        var watched = Assert.Single((await ForecastAsync(world, task)).Occurrences);
        await UnsubscribeAsync(world, task, world.Requests[0]);
        await world.RunUntilAsync(() => world.Find(task).Stage?.Hold is not null, Hour);
        var held = Assert.Single((await ForecastAsync(world, task)).Occurrences);

        Assert.Equal((90, world.Requests[0].At.Hour + 6), (watched.Messages, watched.ExpectedStart!.Value.Hour));
        Assert.Equal((90, ForecastBound.Held), (held.Messages, held.BoundBy));
        Assert.Equal([2], held.Stages!.Select(stage => stage.Number));
    }

    private static TaskRequest Staged(int recipients, params RolloutStageDefinition[] stages) =>
        Client.Email(recipients) with
        {
            Rollout = new RolloutDefinition(stages),
        };

    /// <summary>The hours since the first message and how many messages left in each.</summary>
    private static IEnumerable<(int Hour, int Messages)> PerHour(SimulatedDeployment world) =>
        world
            .Requests.DistinctBy(request => request.Message)
            .CountBy(request => (int)(request.At - world.Requests[0].At).TotalHours)
            .Select(hour => (hour.Key, hour.Value));

    private static void AssertEachOnce(SimulatedDeployment world, int recipients)
    {
        Assert.Equal(recipients, world.Requests.Select(request => request.To).Distinct().Count());
        Assert.Equal(recipients, world.Requests.Select(request => request.Message).Distinct().Count());
        Assert.All(world.Provider.SentOn.Values, times => Assert.Equal(1, times));
    }

    private static Task UnsubscribeAsync(SimulatedDeployment world, CampaignTask task, Request request) =>
        world.Unsubscribes.AddAsync(
            task.TenantId,
            new Unsubscribe(request.Message, task.Id, CreativeId: null, world.Now),
            CancellationToken.None
        );

    private static Task<Forecast> ForecastAsync(SimulatedDeployment world, CampaignTask task) =>
        world.Client.AskAsync("forecast", services =>
            services.GetRequiredService<ForecastService>().OfAsync(world.Find(task), 10, CancellationToken.None)
        );

    private static async Task<IReadOnlyList<AuditEntry>> LogAsync(SimulatedDeployment world, CampaignTask task) =>
        [.. (await world.Tasks.ListEntriesAsync(task.TenantId, task.Id, CampaignTask.MaxEntries, null, default)).Items.Reverse()];
}
