using CampaignTasks.Durable.Protocol;
using static CampaignTasks.Durable.Tests.Engine.Replay.History;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

public sealed class ContinueAsNewTests
{
    [Fact]
    public void ContinueAsNew_CarriesKeptAndLaterEventsInOrderOfArrival()
    {
        var completion = Rounds().Start(
            [Turn(Noon), Raised("b", "1"), Raised("a", "2"), Started(), Raised("B", "3"), Raised("go"), Raised("a", "4"), TurnEnd()]).Completion();

        Assert.Equal((OrchestrationStatus.ContinuedAsNew, "7"), (completion.OrchestrationStatus, completion.Result));
        Assert.Equal(["b 1", "a 2", "B 3", "a 4"], completion.CarryoverEvents.Select(e => $"{e.EventRaised.Name} {e.EventRaised.Input}"));
    }

    [Fact]
    public void ContinueAsNew_WithoutPreserving_CarriesNothing() =>
        Assert.Empty(Rounds(preserve: false).Start([Turn(Noon), Raised("b"), Started(), Raised("go"), Raised("a")]).Completion().CarryoverEvents);

    [Fact]
    public void ContinueAsNew_StillSendsWhatWasAskedFor()
    {
        var executor = Engines.With(context =>
        {
            _ = context.CallActivityAsync("Log");
            context.ContinueAsNew();
            return Task.FromResult("not used");
        });

        Assert.Equal(["0 activity Log", "1 ContinuedAsNew"], executor.Start(Beginning()).Wanted());
    }

    [Fact]
    public void ContinueAsNew_TakesEffectWhenTheCodeReturns()
    {
        var executor = Engines.With(async context =>
        {
            context.ContinueAsNew(1);
            return await context.CallActivityAsync<string>("Last");
        });

        Assert.Equal(["0 activity Last"], executor.Start(Beginning()).Wanted());
        Assert.Equal(["1 ContinuedAsNew 1"], executor.Execute([.. Beginning(), Scheduled(0, "Last")], Completed(0, null)).Wanted());
    }

    [Fact]
    public void ContinueAsNew_ThenThrow_Fails()
    {
        var executor = Engines.With(context =>
        {
            context.ContinueAsNew();
            throw new FormatException("no");
        });

        Assert.Equal(typeof(FormatException).FullName, executor.Start(Beginning()).Failure().ErrorType);
    }

    [Fact]
    public void Termination_AfterContinueAsNewInTheSameTurn_Wins() =>
        Assert.Equal(["0 Terminated \"stop\""], Rounds().Start([.. Beginning(), Raised("go"), Terminated("\"stop\"")]).Wanted());

    [Fact]
    public void Suspension_AfterContinueAsNewInTheSameTurn_HoldsIt()
    {
        HistoryEvent[] past = [.. Beginning(), Raised("go"), Suspended(), Raised("a", "1")];

        Assert.Empty(Rounds().Execute([], past).Actions);
        var completion = Rounds().Execute(past, Turn(Noon), Resumed(), Raised("a", "2")).Completion();
        Assert.Equal(["1", "2"], completion.CarryoverEvents.Select(e => e.EventRaised.Input));
    }

    private static Durable.Engine.OrchestrationExecutor Rounds(bool preserve = true) => Engines.With(async context =>
    {
        await context.WaitForExternalEvent<object>("go");
        context.ContinueAsNew(7, preserve);
        return "not used";
    });
}
