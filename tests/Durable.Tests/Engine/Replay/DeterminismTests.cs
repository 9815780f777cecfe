using CampaignTasks.Durable.Protocol;
using static CampaignTasks.Durable.Tests.Engine.Replay.History;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

public sealed class DeterminismTests
{
    [Fact]
    public void OtherActivityThanRecorded_FailsNamingBoth()
    {
        var failure = CallsA().Execute([.. Beginning(), Scheduled(0, "Recorded")], Turn(Noon)).Failure();

        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, failure.ErrorType);
        Assert.Contains("the activity 'Recorded' as action #0", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("the activity 'A'", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherCaseOfTheName_IsTheSameActivity() =>
        Assert.Equal("\"x\"", CallsA().Execute([.. Beginning(), Scheduled(0, "a")], Turn(Noon), Completed(0, "\"x\"")).Output());

    public static TheoryData<string> OtherKinds => new("timer", "child", "event");

    [Theory]
    [MemberData(nameof(OtherKinds))]
    public void OtherKindThanRecorded_Fails(string kind)
    {
        var recorded = kind switch { "timer" => TimerCreated(0), "child" => ChildCreated(0, "A"), _ => EventSent(0, "A") };

        var failure = CallsA().Execute([.. Beginning(), recorded], Turn(Noon)).Failure();

        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, failure.ErrorType);
    }

    [Fact]
    public void RecordedActionTheCodeNeverAskedFor_Fails()
    {
        var failure = CallsA().Execute([.. Beginning(), Scheduled(0, "A"), Scheduled(1, "B")], Turn(Noon)).Failure();

        Assert.Contains("the activity 'B' as action #1", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("did not ask", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void CodeThatNowReturnsAtOnce_FailsInsteadOfCompleting()
    {
        var executor = Engines.With(_ => Task.FromResult("done"));

        var failure = executor.Execute([.. Beginning(), Scheduled(0, "A")], Turn(Noon), Completed(0, "\"x\"")).Failure();

        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, failure.ErrorType);
    }

    [Fact]
    public void ResultOfAnotherKind_Fails()
    {
        var failure = CallsA().Execute([.. Beginning(), Scheduled(0, "A")], Turn(Noon), TimerFired(0)).Failure();

        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, failure.ErrorType);
    }

    [Fact]
    public void Mismatch_CannotBeCaughtByTheCode_AndNothingElseIsSent()
    {
        var executor = Engines.With(async context =>
        {
            _ = context.CallActivityAsync("Other");
            try
            {
                return await context.CallActivityAsync<string>("A");
            }
            catch (Exception)
            {
                return "swallowed";
            }
        });

        var response = executor.Execute([.. Beginning(), Scheduled(0, "A")], Turn(Noon));

        Assert.Equal(OrchestrationStatus.Failed, Assert.Single(response.Actions).CompleteOrchestration.OrchestrationStatus);
    }

    [Fact]
    public void SplittingTimerOfTheFramework_IsIgnored() =>
        Assert.Equal("\"x\"", CallsA().Execute(
            [.. Beginning(), Scheduled(0, "A"), TimerCreated(-100)], Turn(Noon), TimerFired(-100), Completed(0, "\"x\"")).Output());

    [Fact]
    public void UnknownAndEntityEvents_AreIgnored() =>
        Assert.Equal("\"x\"", CallsA().Execute(
            [
                .. Beginning(), Scheduled(0, "A"), new(), new() { GenericEvent = new() }, new() { ExecutionRewound = new() },
                new() { EntityLockGranted = new() }, new() { HistoryState = new() }, new() { ContinueAsNew = new() },
            ],
            Turn(Noon), Completed(0, "\"x\"")).Output());

    [Fact]
    public void UnwritableInput_TakesItsIdOnEveryReplay()
    {
        var executor = Engines.With(async context =>
        {
            try
            {
                await context.CallActivityAsync("Bad", new System.Text.StringBuilder());
            }
            catch (NotSupportedException)
            {
            }

            return await context.CallActivityAsync<string>("Good");
        });

        Assert.Equal(["1 activity Good"], executor.Start(Beginning()).Wanted());
        Assert.Equal("\"x\"", executor.Execute([.. Beginning(), Scheduled(1, "Good")], Turn(Noon), Completed(1, "\"x\"")).Output());
    }

    [Fact]
    public void IdBeyondReason_InABrokenHistory_FailsTheInstanceOnly()
    {
        var failure = CallsA().Execute([.. Beginning(), Scheduled(int.MaxValue, "A")], Turn(Noon)).Failure();

        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, failure.ErrorType);
    }

    private static Durable.Engine.OrchestrationExecutor CallsA() => Engines.With(context => context.CallActivityAsync<string>("A"));
}
