using CampaignTasks.Durable.Protocol;
using static CampaignTasks.Durable.Tests.Engine.Replay.History;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

/// <summary>Suspend, resume and terminate.</summary>
public sealed class HoldTests
{
    [Fact]
    public void Suspended_KeepsResultsAndEvents_AndWantsNothing()
    {
        var response = TwoSteps().Execute(
            [.. Beginning(), Scheduled(0, "One")], Turn(Noon), Suspended(), Completed(0, "\"1\""), Raised("go", "\"e\""));

        Assert.Empty(response.Actions);
    }

    [Fact]
    public void Resumed_ProcessesWhatWasKeptInOrder()
    {
        var response = TwoSteps().Execute(
            [.. Beginning(), Scheduled(0, "One"), TurnEnd(), Turn(Noon), Suspended(), TurnEnd(), Turn(Noon), Completed(0, "\"1\""), TurnEnd()],
            Turn(Noon), Raised("go", "\"e\""), Resumed());

        Assert.Equal(["1 activity Two \"1e\""], response.Wanted());
    }

    [Fact]
    public void ActionsOfTheSuspendingTurn_WaitForTheResume()
    {
        HistoryEvent[] past = [.. Beginning(), Suspended()];

        Assert.Empty(TwoSteps().Execute([], past).Actions);
        Assert.Equal(["0 activity One"], TwoSteps().Execute(past, Turn(Noon), Resumed()).Wanted());
    }

    [Fact]
    public void StartWhileSuspended_RunsOnlyAfterTheResume()
    {
        Assert.Empty(TwoSteps().Start(Suspended(), Turn(Noon), Started()).Actions);
        Assert.Equal(["0 activity One"], TwoSteps().Start(Suspended(), Turn(Noon), Started(), Resumed()).Wanted());
    }

    [Fact]
    public void SuspendedTwice_ResumesOnce() =>
        Assert.Equal(["0 activity One"], TwoSteps().Start([.. Beginning(), Suspended(), Suspended(), Resumed()]).Wanted());

    [Fact]
    public void Resume_WithoutSuspend_ChangesNothing() =>
        Assert.Equal(["0 activity One"], TwoSteps().Start([.. Beginning(), Resumed()]).Wanted());

    [Fact]
    public void CompletionOfTheSuspendingTurn_WaitsForTheResume()
    {
        var executor = Engines.With(context => context.WaitForExternalEvent<string>("go"));
        HistoryEvent[] past = [.. Beginning(), Raised("go", "\"x\""), Suspended()];

        Assert.Empty(executor.Execute([], past).Actions);
        Assert.Equal("\"x\"", executor.Execute(past, Resumed()).Output());
    }

    [Fact]
    public void Terminated_EndsAtOnce_AndStartsNothingNew()
    {
        var response = TwoSteps().Start([.. Beginning(), Terminated("\"enough\"")]);

        Assert.Equal(["1 Terminated \"enough\""], response.Wanted());
    }

    [Fact]
    public void Terminated_WhileSuspended_EndsAtOnce()
    {
        var response = TwoSteps().Execute(
            [.. Beginning(), Scheduled(0, "One"), Suspended()], Turn(Noon), Completed(0, "\"1\""), Terminated("\"enough\""), Raised("go"));

        Assert.Equal(["1 Terminated \"enough\""], response.Wanted());
    }

    [Fact]
    public void Terminated_BeforeTheStart_EndsAtOnce() =>
        Assert.Equal(["0 Terminated"], TwoSteps().Start(Turn(Noon), Terminated(), Started()).Wanted());

    [Fact]
    public void Terminated_AfterTheReturnInTheSameTurn_ComesTooLate()
    {
        var executor = Engines.With(context => context.WaitForExternalEvent<string>("go"));

        Assert.Equal("\"x\"", executor.Start([.. Beginning(), Raised("go", "\"x\""), Terminated("\"enough\"")]).Output());
    }

    [Fact]
    public void AfterTermination_NothingElseHappens() =>
        Assert.Single(TwoSteps().Execute(
            [.. Beginning(), Scheduled(0, "One")], Turn(Noon), Terminated(), Terminated(), Completed(0, "\"1\""), Suspended()).Wanted().Distinct(),
            "1 Terminated");

    private static Durable.Engine.OrchestrationExecutor TwoSteps() => Engines.With(async context =>
    {
        var one = await context.CallActivityAsync<string>("One");
        var go = await context.WaitForExternalEvent<string>("go");
        return await context.CallActivityAsync<string>("Two", one + go);
    });
}
