using static CampaignTasks.Durable.Tests.Engine.Replay.History;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

public sealed class ExternalEventTests
{
    [Fact]
    public void Events_BeforeAnyWait_AreTakenInOrderOfArrivalIgnoringCase()
    {
        var executor = Engines.With(async context =>
        {
            await context.CallActivityAsync("First");
            return await context.WaitForExternalEvent<string>("go") + await context.WaitForExternalEvent<string>("GO");
        });

        var response = executor.Execute(
            [.. Beginning(), Scheduled(0, "First")], Turn(Noon), Raised("Go", "\"1\""), Raised("gO", "\"2\""), Completed(0, null));

        Assert.Equal("\"12\"", response.Output());
    }

    [Fact]
    public void Event_BeforeTheStartOfTheExecution_IsKept()
    {
        var response = Engines.With(context => context.WaitForExternalEvent<string>("go")).Start(Turn(Noon), Raised("go", "\"early\""), Started());

        Assert.Equal("\"early\"", response.Output());
    }

    [Fact]
    public void SeveralWaits_AreServedNewestFirst()
    {
        var executor = Engines.With(async context =>
        {
            var older = context.WaitForExternalEvent<string>("go");
            var newer = context.WaitForExternalEvent<string>("go");
            await Task.WhenAll(older, newer);
            return $"older {await older}, newer {await newer}";
        });

        var response = executor.Start([.. Beginning(), Raised("go", "\"1\""), Raised("go", "\"2\"")]);

        Assert.Equal("\"older 2, newer 1\"", response.Output());
    }

    [Fact]
    public void Event_WithoutData_IsDefault()
    {
        var executor = Engines.With(async context => $"{await context.WaitForExternalEvent<int>("go")}");

        Assert.Equal("\"0\"", executor.Start([.. Beginning(), Raised("go")]).Output());
    }

    [Fact]
    public void Wait_ThatTimedOut_TakesNoLaterEvent()
    {
        var executor = Engines.With(async context =>
        {
            var first = "event";
            try
            {
                await context.WaitForExternalEvent<string>("go", TimeSpan.FromMinutes(1));
            }
            catch (TaskCanceledException)
            {
                first = "timeout";
            }

            return $"{first}, then {await context.WaitForExternalEvent<string>("go")}";
        });

        Assert.Equal([$"0 timer {Noon.AddMinutes(1):u}"], executor.Start(Beginning()).Wanted());
        var response = executor.Execute([.. Beginning(), TimerCreated(0)], Turn(Noon.AddMinutes(1)), TimerFired(0), Raised("go", "\"late\""));
        Assert.Equal("\"timeout, then late\"", response.Output());
    }

    [Fact]
    public void OlderWait_ThatTimedOut_DoesNotShadowANewerOne()
    {
        var executor = Engines.With(async context =>
        {
            using var giveUp = new CancellationTokenSource();
            var abandoned = context.WaitForExternalEvent<string>("go", giveUp.Token);
            var kept = context.WaitForExternalEvent<string>("go");
            giveUp.Cancel();
            Assert.True(abandoned.IsCanceled);
            return await kept;
        });

        Assert.Equal("\"x\"", executor.Start([.. Beginning(), Raised("go", "\"x\"")]).Output());
    }

    [Fact]
    public void WaitWithTimeout_WhoseEventWins_CancelsTheTimer()
    {
        var executor = Engines.With(context => context.WaitForExternalEvent<string>("go", TimeSpan.FromMinutes(1)));

        var response = executor.Execute([.. Beginning(), TimerCreated(0)], Turn(Noon), Raised("go", "\"x\""), TimerFired(0));

        Assert.Equal("\"x\"", response.Output());
    }

    [Fact]
    public void WaitWithTimeout_WhoseEventIsThere_MakesNoTimer()
    {
        var executor = Engines.With(context => context.WaitForExternalEvent<string>("go", TimeSpan.FromMinutes(1)));

        Assert.Equal(["0 Completed \"x\""], executor.Start([Turn(Noon), Raised("go", "\"x\""), Started()]).Wanted());
    }

    [Fact]
    public void SendEvent_ConfirmedByHistory_IsNotSentAgain()
    {
        var executor = Engines.With(async context =>
        {
            context.SendEvent("other", "Ping", "hi");
            return await context.WaitForExternalEvent<string>("pong");
        });

        Assert.Equal(["0 event Ping to other \"hi\""], executor.Start(Beginning()).Wanted());
        Assert.Empty(executor.Execute([.. Beginning(), EventSent(0, "PING")]).Actions);
    }
}
