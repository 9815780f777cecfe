using static CampaignTasks.Durable.Tests.Engine.Replay.History;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

public sealed class ActivityCallTests
{
    [Fact]
    public void FirstTurn_CallsAnActivity_WantsItScheduled()
    {
        var response = Engines.With(Greet).Start(Beginning());

        Assert.Equal("abc", response.InstanceId);
        Assert.Equal(["0 activity Greet \"Bo\""], response.Wanted());
    }

    [Fact]
    public void SecondTurn_WithTheResult_Completes()
    {
        var response = Engines.With(Greet).Execute(
            [.. Beginning(), Scheduled(0, "Greet"), TurnEnd()], Turn(Noon.AddSeconds(1)), Completed(0, "\"Hi Bo\""));

        Assert.Equal(["1 Completed \"Hi Bo!\""], response.Wanted());
    }

    [Fact]
    public void Turn_WithNothingToSay_IsStillNotEmpty()
    {
        var response = Engines.With(Greet).Execute([.. Beginning(), Scheduled(0, "Greet"), TurnEnd()], Turn(Noon.AddSeconds(1)));

        Assert.Empty(response.Actions);
        Assert.True(response.CalculateSize() > 0);
    }

    [Fact]
    public void FailedActivity_ReachesTheAwait_WithNestedDetails()
    {
        var inner = new Protocol.TaskFailureDetails { ErrorType = "Inner", ErrorMessage = "deep" };
        var outer = new Protocol.TaskFailureDetails { ErrorType = "Outer", ErrorMessage = "shallow", InnerFailure = inner, IsNonRetriable = true };
        TaskFailedException? seen = null;
        var executor = Engines.With(async context =>
        {
            try
            {
                return await Greet(context);
            }
            catch (TaskFailedException failed)
            {
                seen = failed;
                return "caught";
            }
        });

        var response = executor.Execute([.. Beginning(), Scheduled(0, "Greet")], Turn(Noon), Failed(0, outer));

        Assert.Equal("\"caught\"", response.Output());
        Assert.Equal(("Greet", 0), (seen!.TaskName, seen.TaskId));
        Assert.Equal(new TaskFailureDetails("Outer", "shallow", null, new("Inner", "deep"), true), seen.FailureDetails);
    }

    [Fact]
    public void FailedActivity_Uncaught_FailsTheInstanceWithTheChain()
    {
        var failure = Engines.With(Greet).Execute([.. Beginning(), Scheduled(0, "Greet")], Turn(Noon), Failed(0, "no voice")).Failure();

        Assert.Equal(typeof(TaskFailedException).FullName, failure.ErrorType);
        Assert.Contains("'Greet' (#0)", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(("Some.Error", "no voice"), (failure.InnerFailure.ErrorType, failure.InnerFailure.ErrorMessage));
        Assert.NotNull(failure.StackTrace);
    }

    [Fact]
    public void FailedActivity_WithoutDetails_StillHasAReason()
    {
        var failure = Engines.With(Greet).Execute([.. Beginning(), Scheduled(0, "Greet")], Turn(Noon), Failed(0, (Protocol.TaskFailureDetails?)null)).Failure();

        Assert.Equal("Unknown", failure.InnerFailure.ErrorType);
        Assert.NotEmpty(failure.InnerFailure.ErrorMessage);
    }

    [Fact]
    public void Result_ThatIsNotTheAwaitedType_FailsAtTheAwait()
    {
        var executor = Engines.With(async context => (await context.CallActivityAsync<int>("Count")).ToString("D", null));

        var failure = executor.Execute([.. Beginning(), Scheduled(0, "Count")], Turn(Noon), Completed(0, "\"many\"")).Failure();

        Assert.Equal(typeof(System.Text.Json.JsonException).FullName, failure.ErrorType);
    }

    [Fact]
    public void Result_NobodyReads_IsNotParsed()
    {
        var executor = Engines.With(async context =>
        {
            await context.CallActivityAsync("Do");
            return "done";
        });

        Assert.Equal("\"done\"", executor.Execute([.. Beginning(), Scheduled(0, "Do")], Turn(Noon), Completed(0, "not json")).Output());
    }

    [Fact]
    public void DuplicateAndUnknownResults_AreIgnored()
    {
        var response = Engines.With(Greet).Execute(
            [.. Beginning(), Scheduled(0, "Greet")],
            Turn(Noon), Completed(17, "\"?\""), TimerFired(-3), Completed(0, "\"first\""), Completed(0, "\"second\""), Failed(0, "late"));

        Assert.Equal("\"first!\"", response.Output());
    }

    [Fact]
    public void StrayResult_OfAnUnconfirmedAction_IsIgnored()
    {
        // A late result of an execution before ContinueAsNew carries an id that the new execution uses again.
        var response = Engines.With(Greet).Start([.. Beginning(), Completed(0, "\"old\"")]);

        Assert.Equal(["0 activity Greet \"Bo\""], response.Wanted());
    }

    [Fact]
    public void Decoder_TurnsAnEnvelopeIntoAFailure()
    {
        var executor = Engines.With(Greet, decoder: new Envelope());

        var failure = executor.Execute([.. Beginning(), Scheduled(0, "Greet")], Turn(Noon), Completed(0, "wrapped")).Failure();

        Assert.Equal("Wrapped", failure.InnerFailure.ErrorType);
    }

    [Fact]
    public void FireAndForget_IsSentWithTheCompletion()
    {
        var executor = Engines.With(context =>
        {
            _ = context.CallActivityAsync("Log");
            context.SendEvent("other", "Ping", 1);
            return Task.FromResult("gone");
        });

        Assert.Equal(["0 activity Log", "1 event Ping to other 1", "2 Completed \"gone\""], executor.Start(Beginning()).Wanted());
    }

    private static async Task<string> Greet(TaskOrchestrationContext context) => await context.CallActivityAsync<string>("Greet", "Bo") + "!";

    private sealed class Envelope : IActivityResultDecoder
    {
        public ActivityOutcome Decode(string? recorded) => new(null, new("Wrapped", recorded ?? string.Empty));
    }
}
