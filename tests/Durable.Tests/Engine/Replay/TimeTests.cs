using static CampaignTasks.Durable.Tests.Engine.Replay.History;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

public sealed class TimeTests
{
    [Fact]
    public void NewGuid_ForTheKnownInstanceAndTime_GivesTheKnownValues()
    {
        var executor = Engines.With(context => Task.FromResult($"{context.NewGuid()} {context.NewGuid()}"));

        Assert.Equal("\"a1239379-7719-5253-84a4-29155a59f930 c4104527-03ea-5033-bcfa-41b86026bca0\"", executor.Start(Beginning()).Output());
    }

    [Fact]
    public void NewGuid_AfterADerivedChildId_CountsThatIdAlsoInReplay()
    {
        var executor = Engines.With(async context =>
        {
            await context.CallSubOrchestratorAsync("Child");
            return context.NewGuid().ToString();
        });

        var first = executor.Start(Beginning()).Actions.Single().CreateSubOrchestration;
        var second = executor.Execute([.. Beginning(), ChildCreated(0, "Child")], ChildCompleted(0, null));

        Assert.Equal("a12393797719525384a429155a59f930", first.InstanceId);
        Assert.Equal("\"c4104527-03ea-5033-bcfa-41b86026bca0\"", second.Output());
    }

    [Fact]
    public void Now_IsTheLatestTurn_AndMovesOnlyBetweenTurns()
    {
        var executor = Engines.With(async context =>
        {
            var before = context.CurrentUtcDateTime;
            await context.CallActivityAsync("Wait");
            return $"{before:o} {context.CurrentUtcDateTime:o}";
        });

        var output = executor.Execute([.. Beginning(), Scheduled(0, "Wait"), TurnEnd()], Turn(Noon.AddHours(1)), Completed(0, null)).Output();

        Assert.Equal("\"2024-01-02T03:04:05.0000000Z 2024-01-02T04:04:05.0000000Z\"", output);
    }

    [Fact]
    public void Timer_OfTenDays_IsAChainOfThreeThreeThreeAndOne()
    {
        var executor = Engines.With(async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(10), CancellationToken.None);
            return "rested";
        });
        var past = Beginning().ToList();

        foreach (var (id, day) in new[] { (0, 3), (1, 6), (2, 9), (3, 10) })
        {
            Assert.Equal([$"{id} timer {Noon.AddDays(day):u}"], executor.Execute(past).Wanted());
            past.AddRange([TimerCreated(id), TurnEnd(), Turn(Noon.AddDays(day)), TimerFired(id)]);
        }

        Assert.Equal("\"rested\"", executor.Execute(past).Output());
    }

    [Fact]
    public void Timer_OfExactlyTheMaximum_IsOneTimer()
    {
        var executor = Engines.With(async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(3), CancellationToken.None);
            return "rested";
        });

        Assert.Equal("\"rested\"", executor.Execute([.. Beginning(), TimerCreated(0)], TimerFired(0)).Output());
    }

    [Fact]
    public void Timer_InThePast_IsStillATimer()
    {
        var executor = Engines.With(async context =>
        {
            await context.CreateTimer(Noon.AddDays(-1), CancellationToken.None);
            return "late";
        });

        Assert.Equal([$"0 timer {Noon.AddDays(-1):u}"], executor.Start(Beginning()).Wanted());
    }

    [Fact]
    public void Timer_InLocalTime_IsRefused()
    {
        var executor = Engines.With(async context =>
        {
            await context.CreateTimer(new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Local), CancellationToken.None);
            return "never";
        });

        Assert.Equal(typeof(ArgumentException).FullName, executor.Start(Beginning()).Failure().ErrorType);
    }

    [Fact]
    public void CancelledTimer_StaysScheduled_AndItsFiringIsIgnored()
    {
        var executor = Engines.With(async context =>
        {
            using var giveUp = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), giveUp.Token);
            giveUp.Cancel();
            var cancelled = false;
            try
            {
                await timer;
            }
            catch (TaskCanceledException)
            {
                cancelled = true;
            }

            return await context.CallActivityAsync<string>("Go", cancelled);
        });

        Assert.Equal([$"0 timer {Noon.AddHours(1):u}", "1 activity Go true"], executor.Start(Beginning()).Wanted());
        var response = executor.Execute(
            [.. Beginning(), TimerCreated(0), Scheduled(1, "Go")], Turn(Noon.AddHours(1)), TimerFired(0), Completed(1, "\"gone\""));
        Assert.Equal("\"gone\"", response.Output());
    }

    [Fact]
    public void TokenCancelledBefore_MakesNoTimerAndTakesNoId()
    {
        var executor = Engines.With(async context =>
        {
            var timer = context.CreateTimer(TimeSpan.FromHours(1), new CancellationToken(canceled: true));
            Assert.True(timer.IsCanceled);
            return await context.CallActivityAsync<string>("Go");
        });

        Assert.Equal(["0 activity Go"], executor.Start(Beginning()).Wanted());
    }

    [Fact]
    public void WhenAny_PicksByHistoryOrder()
    {
        var executor = Engines.With(async context =>
        {
            Task<string>[] calls = [context.CallActivityAsync<string>("A"), context.CallActivityAsync<string>("B")];
            return await await Task.WhenAny(calls);
        });

        var response = executor.Execute(
            [.. Beginning(), Scheduled(0, "A"), Scheduled(1, "B")], Turn(Noon), Completed(1, "\"b\""), Completed(0, "\"a\""));

        Assert.Equal("\"b\"", response.Output());
    }
}
