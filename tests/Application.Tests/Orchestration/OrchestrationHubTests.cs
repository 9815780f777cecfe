using Azure;
using CampaignTasks.Testing.Orchestrations;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Orchestration;

/// <summary>The hub of the tests promises no more than the genuine one.</summary>
public sealed class OrchestrationHubTests
{
    private const string Id = "one";

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Start_OfOneThatLives_IsRefused_AndOfOneThatEnded_IsNot()
    {
        var hub = Started();

        Assert.Throws<OrchestrationAlreadyExistsException>(() => Start(hub));
        Answer(hub, TakeActivity(hub));
        Decide(hub);

        Start(hub);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, hub.Find(Id)!.RuntimeStatus);
    }

    [Fact]
    public void Event_ToOneThatIsNotThereOrHasEnded_IsLostWithoutAWord()
    {
        var hub = Started();
        hub.Raise("nobody", "look", input: null);
        Answer(hub, TakeActivity(hub));
        Decide(hub);

        hub.Raise(Id, "look", input: null);

        Assert.Null(hub.TakeTurn());
        Assert.Null(hub.NextTurnAt);
    }

    [Fact]
    public void Activity_ThatNobodyEnds_ComesAgain_AndTheSecondAnswerChangesNothing()
    {
        var hub = Started();
        var lost = TakeActivity(hub);
        Assert.Null(hub.TakeActivity());
        _time.Advance(OrchestrationHub.VisibilityTimeout);

        var again = TakeActivity(hub);
        Assert.Equal(lost.TaskId, again.TaskId);
        Assert.False(hub.Renew(lost));
        Answer(hub, lost);
        Answer(hub, again);
        Decide(hub);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, hub.Find(Id)!.RuntimeStatus);
        Assert.Null(hub.TakeActivity());
    }

    [Fact]
    public void Turn_ThatNobodyStores_ComesAgain_AndSendsAgain()
    {
        var hub = new OrchestrationHub(_time, new Random(1), HubUnrest.None);
        Start(hub);
        hub.Send(hub.TakeTurn()!.Run(new OneCall()));
        Assert.Null(hub.TakeTurn());

        // What it asked for may be answered before it is stored.
        Answer(hub, TakeActivity(hub));
        Assert.Null(hub.TakeTurn());
        _time.Advance(OrchestrationHub.VisibilityTimeout);
        Decide(hub);
        Decide(hub);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, hub.Find(Id)!.RuntimeStatus);
        Assert.NotNull(hub.TakeActivity());
    }

    [Fact]
    public void Turn_TakenTwice_IsStoredOnce()
    {
        var hub = new OrchestrationHub(_time, new Random(1), HubUnrest.None);
        Start(hub);
        var slow = hub.TakeTurn()!.Run(new OneCall());
        _time.Advance(OrchestrationHub.VisibilityTimeout);
        Decide(hub);

        Assert.Equal(412, Assert.Throws<RequestFailedException>(() => hub.Commit(slow)).Status);
    }

    [Fact]
    public void Timers_ComeUpToASecondTooSoon_AndNeverLate()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var hub = new OrchestrationHub(_time, new Random(seed), new HubUnrest { EarlyBy = TimeSpan.FromSeconds(1) });
            Start(hub);
            var begun = hub.Elapsed;
            Decide(hub, new OneTimer());

            Assert.InRange(hub.NextTurnAt!.Value - begun, OneTimer.Time - TimeSpan.FromSeconds(1), OneTimer.Time);
        }
    }

    [Fact]
    public void Failure_IsShownInTheOutputOnly()
    {
        var hub = Started();
        hub.Answer(TakeActivity(hub), result: null, new() { ErrorType = "Any", ErrorMessage = "It is gone." });
        Decide(hub);

        var ended = hub.Find(Id)!;
        Assert.Equal((OrchestrationRuntimeStatus.Failed, null), (ended.RuntimeStatus, ended.FailureDetails));
        Assert.Contains("It is gone.", ended.SerializedOutput, StringComparison.Ordinal);
    }

    private OrchestrationHub Started()
    {
        var hub = new OrchestrationHub(_time, new Random(1), HubUnrest.None);
        Start(hub);
        Decide(hub);
        return hub;
    }

    private static void Start(OrchestrationHub hub) =>
        hub.Start("Any", Id, input: null, static status =>
            status is OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Running
        );

    private static void Decide(OrchestrationHub hub, ITaskOrchestrator? orchestrator = null)
    {
        var turn = hub.TakeTurn()!;
        var outcome = turn.Run(orchestrator ?? new OneCall());
        hub.Send(outcome);
        hub.Commit(outcome);
        hub.Delete(turn);
    }

    private static ActivityWork TakeActivity(OrchestrationHub hub) => Assert.IsType<ActivityWork>(hub.TakeActivity());

    private static void Answer(OrchestrationHub hub, ActivityWork work)
    {
        hub.Answer(work, "\"done\"", failure: null);
        hub.Delete(work);
    }

    private sealed class OneCall : TaskOrchestrator<object?, string>
    {
        public override Task<string> RunAsync(TaskOrchestrationContext context, object? input) => context.CallActivityAsync<string>("Work");
    }

    private sealed class OneTimer : TaskOrchestrator<object?, string>
    {
        public static readonly TimeSpan Time = TimeSpan.FromHours(1);

        public override async Task<string> RunAsync(TaskOrchestrationContext context, object? input)
        {
            await context.CreateTimer(Time, CancellationToken.None);
            return "rung";
        }
    }
}
