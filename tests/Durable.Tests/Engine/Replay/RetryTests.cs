using CampaignTasks.Durable.Protocol;
using static CampaignTasks.Durable.Tests.Engine.Replay.History;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

public sealed class RetryTests
{
    [Fact]
    public void Policy_RetriesWithGrowingWaitsAndNewIds_ThenGivesUp()
    {
        var executor = Calls(new RetryPolicy(3, TimeSpan.FromSeconds(10), backoffCoefficient: 2));
        var past = Beginning().ToList();

        Assert.Equal(["0 activity A"], executor.Execute(past).Wanted());
        past.AddRange([Scheduled(0, "A"), Turn(Noon), Failed(0, "first")]);
        Assert.Equal([$"1 timer {Noon.AddSeconds(10):u}"], executor.Execute(past).Wanted());
        past.AddRange([TimerCreated(1), Turn(Noon.AddSeconds(10)), TimerFired(1)]);
        Assert.Equal(["2 activity A"], executor.Execute(past).Wanted());
        past.AddRange([Scheduled(2, "A"), Turn(Noon.AddSeconds(11)), Failed(2, "second")]);
        Assert.Equal([$"3 timer {Noon.AddSeconds(31):u}"], executor.Execute(past).Wanted());
        past.AddRange([TimerCreated(3), Turn(Noon.AddSeconds(31)), TimerFired(3), Scheduled(4, "A"), Turn(Noon.AddSeconds(32))]);

        Assert.Equal("\"ok\"", executor.Execute(past, Completed(4, "\"ok\"")).Output());
        Assert.Equal("third", executor.Execute(past, Failed(4, "third")).Failure().InnerFailure.ErrorMessage);
    }

    [Fact]
    public void Policy_NeverRetriesWhatIsNonRetriable()
    {
        var failure = new Protocol.TaskFailureDetails { ErrorType = "E", ErrorMessage = "m", IsNonRetriable = true };

        var response = Calls(new RetryPolicy(9, TimeSpan.FromSeconds(1))).Execute([.. Beginning(), Scheduled(0, "A")], Failed(0, failure));

        Assert.Equal(OrchestrationStatus.Failed, response.Completion().OrchestrationStatus);
    }

    [Fact]
    public void Policy_AsksItsPredicate()
    {
        var policy = new RetryPolicy(9, TimeSpan.FromSeconds(1)) { HandleFailure = details => details.ErrorMessage != "fatal" };
        HistoryEvent[] past = [.. Beginning(), Scheduled(0, "A")];

        Assert.Single(Calls(policy).Execute(past, Failed(0, "passing")).Actions, action => action.CreateTimer is not null);
        Assert.Equal("fatal", Calls(policy).Execute(past, Failed(0, "fatal")).Failure().InnerFailure.ErrorMessage);
    }

    [Fact]
    public void Policy_StopsAtItsTimeout()
    {
        var policy = new RetryPolicy(9, TimeSpan.FromSeconds(1), retryTimeout: TimeSpan.FromMinutes(1));
        HistoryEvent[] past = [.. Beginning(), Scheduled(0, "A")];

        Assert.Single(Calls(policy).Execute(past, Turn(Noon.AddSeconds(59)), Failed(0, "x")).Actions, action => action.CreateTimer is not null);
        Assert.Equal(OrchestrationStatus.Failed, Calls(policy).Execute(past, Turn(Noon.AddSeconds(60)), Failed(0, "x")).Completion().OrchestrationStatus);
    }

    [Fact]
    public void Handler_DecidesWithTheFailureAndMayWait()
    {
        var executor = Calls(new TaskRetryOptions(async retry =>
        {
            if (retry.LastAttemptNumber == 2) return false;
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return retry.LastFailure.ErrorMessage == "again" && retry.TotalRetryTime == TimeSpan.Zero;
        }));

        Assert.Equal([$"1 timer {Noon.AddHours(1):u}"], executor.Execute([.. Beginning(), Scheduled(0, "A")], Failed(0, "again")).Wanted());
        HistoryEvent[] past = [.. Beginning(), Scheduled(0, "A"), Failed(0, "again"), TimerCreated(1), Turn(Noon.AddHours(1)), TimerFired(1), Scheduled(2, "A")];
        Assert.Equal("last", executor.Execute(past, Failed(2, "last")).Failure().InnerFailure.ErrorMessage);
    }

    [Fact]
    public void Child_IsRetriedUnderANewDerivedId()
    {
        var executor = Engines.With(context =>
            context.CallSubOrchestratorAsync<string>("Child", 1, TaskOptions.FromRetryPolicy(new(2, TimeSpan.FromSeconds(1)))));
        var first = executor.Start(Beginning()).Actions.Single().CreateSubOrchestration.InstanceId;

        var second = executor.Execute(
            [.. Beginning(), ChildCreated(0, "Child"), ChildFailed(0), TimerCreated(1), Turn(Noon.AddSeconds(1))], TimerFired(1));

        Assert.Equal((2, "1"), (second.Actions.Single().Id, second.Actions.Single().CreateSubOrchestration.Input));
        Assert.NotEqual(first, second.Actions.Single().CreateSubOrchestration.InstanceId);
    }

    private static Durable.Engine.OrchestrationExecutor Calls(TaskRetryOptions retry) =>
        Engines.With(context => context.CallActivityAsync<string>("A", null, new TaskOptions(retry)));
}
