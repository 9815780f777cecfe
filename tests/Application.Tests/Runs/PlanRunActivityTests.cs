using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Runs;

public sealed class PlanRunActivityTests : IDisposable
{
    private static readonly string RunId = Any.RunId.ToString();
    private static readonly TaskStep Finish = new(TaskStepKind.Finish, RunId: RunId, Lanes: 1);
    private static readonly TaskStep End = new(TaskStepKind.End);
    private static readonly Run Planning = Any.Run() with { Status = RunStatus.Planning, Pages = 0 };

    private readonly ActivityFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task PlanRun_OfARunThatIsGone_Throws()
    {
        await _fixture.StoreAsync(ActivityFixture.RunningTask());

        await Assert.ThrowsAsync<InvalidOperationException>(_fixture.PlanRunAsync);
    }

    [Fact]
    public async Task PlanRun_OfAPausedTask_WaitsAndStoresNothing()
    {
        await _fixture.StoreAsync(Any.Task(CampaignTaskStatus.Paused));
        await _fixture.Runs.OpenAsync(Planning, default);

        Assert.Equal(new TaskStep(TaskStepKind.Wait), await UnchangedStepAsync());
    }

    [Fact]
    public async Task PlanRun_OfATaskThatIsGone_FinishesTheRun()
    {
        await _fixture.AddRunAsync(messages: 3);

        Assert.Equal(Finish, await UnchangedStepAsync());
    }

    [Theory]
    [InlineData(CampaignTaskStatus.Completed)]
    [InlineData(CampaignTaskStatus.Failed)]
    [InlineData(CampaignTaskStatus.Canceled)]
    public async Task PlanRun_OfATaskThatHasEnded_FinishesTheRun(CampaignTaskStatus status)
    {
        await _fixture.StorePlannedAsync(task: Any.Task(status));

        Assert.Equal(Finish, await UnchangedStepAsync());
    }

    [Fact]
    public async Task PlanRun_OfATaskAtAnotherRun_FinishesTheRun()
    {
        var another = Domain.Tasks.RunId.From(Any.TenantId, Any.TaskId, Any.Now.AddDays(1));
        await _fixture.StorePlannedAsync(task: ActivityFixture.RunningTask() with { CurrentRun = another });

        Assert.Equal(Finish, await UnchangedStepAsync());
    }

    [Fact]
    public async Task PlanRun_OfARunThatFailed_FinishesIt()
    {
        await _fixture.StorePlannedAsync(run: Any.Run() with { Failure = "Message 1 failed" });

        Assert.Equal(Finish, await UnchangedStepAsync());
    }

    [Fact]
    public async Task PlanRun_OfSeveralPages_WritesThemAndLeavesThemToTheLanes()
    {
        await _fixture.StoreAsync(ActivityFixture.RunningTask(people: 600));
        await _fixture.Runs.OpenAsync(Planning with { Lanes = 2 }, default);

        var send = new TaskStep(TaskStepKind.Send, RunId: RunId, Lanes: 2);
        Assert.Equal(send, await _fixture.PlanRunAsync());

        var run = await _fixture.StoredRunAsync();
        Assert.Equal((RunStatus.Running, 4, null, 600), (run.Status, run.Pages, run.PlanningSince, run.Waterfall.Planned));
        Assert.Equal(
            Enumerable.Range(0, 600).Select(ActivityFixture.AddressOf),
            (await _fixture.MessagesAsync()).Select(message => message.Address)
        );
        Assert.Empty(await _fixture.Snapshots.ReadAsync(run, default).ToListAsync());
        Assert.Empty(_fixture.Channel.Requests);
        Assert.Equal(send, await UnchangedStepAsync());
    }

    [Fact]
    public async Task PlanRun_AfterACrashInTheMiddle_GivesEverybodyOneMessage()
    {
        await _fixture.StoreAsync(ActivityFixture.RunningTask(people: 600));
        var run = await _fixture.Runs.OpenAsync(Planning with { PlanningSince = Any.Now }, default);
        await _fixture.Ledger.AddPagesAsync(
            run,
            [LedgerPage.Plan(0, Enumerable.Range(0, 250).Select(ActivityFixture.AddressOf), Any.Now)],
            default
        );

        await _fixture.PlanRunAsync();

        Assert.Equal(
            Enumerable.Range(0, 600).Select(ActivityFixture.AddressOf),
            (await _fixture.MessagesAsync()).Select(message => message.Address)
        );
    }

    [Fact]
    public async Task PlanRun_OfNobody_LeavesAnEmptyLaneToBeFinished()
    {
        await _fixture.StoreAsync(ActivityFixture.RunningTask(people: 0));
        await _fixture.Runs.OpenAsync(Planning, default);

        var send = new TaskStep(TaskStepKind.Send, RunId: RunId, Lanes: 1);
        Assert.Equal(send, await _fixture.PlanRunAsync());
        Assert.Equal(send, await UnchangedStepAsync());
    }

    [Fact]
    public async Task PlanRun_OfOnePage_SendsAndClosesIt()
    {
        await _fixture.StoreAsync(ActivityFixture.RunningTask(people: 3));
        await _fixture.Runs.OpenAsync(Planning, default);

        Assert.Equal(End, await _fixture.PlanRunAsync());

        Assert.Equal(Enumerable.Repeat(MessageState.Sent, 3), await _fixture.StatesAsync());
        Assert.Equal(RunStatus.Completed, (await _fixture.StoredRunAsync()).Status);
        Assert.Equal(CampaignTaskStatus.Completed, (await _fixture.StoredTaskAsync()).Status);
        Assert.Equal(Finish, await UnchangedStepAsync());
    }

    [Fact]
    public async Task PlanRun_OfOnePageThatHasToWait_ReturnsHowFarItsLaneGot()
    {
        _fixture.Answer = (_, _) => new SendOutcome.Throttled(TimeSpan.FromMinutes(5));
        await _fixture.StorePlannedAsync();

        var step = await _fixture.PlanRunAsync();

        var waits = new LaneWork(ActivityFixture.RunRef, Lane: 0, FromPage: 0, NotBefore: Any.Now.AddMinutes(5));
        Assert.Equal(new TaskStep(TaskStepKind.Send, null, RunId, Lanes: 1, new LaneResult(LaneState.Wait, waits)), step);
        Assert.Equal(step, await UnchangedStepAsync());
    }

    [Fact]
    public async Task PlanRun_OfARunClosedBeforeItsTask_ClosesTheTask()
    {
        await _fixture.StorePlannedAsync(messages: 0, run: Any.Run() with { Status = RunStatus.Completed, CompletedAt = Any.Now });

        var step = await _fixture.PlanRunAsync();

        Assert.Equal(new TaskStep(TaskStepKind.Send, RunId: RunId, Lanes: 1), step);
        Assert.Equal(End, await _fixture.FinishRunAsync());
        Assert.Equal(CampaignTaskStatus.Completed, (await _fixture.StoredTaskAsync()).Status);
    }

    [Fact]
    public async Task PlanRun_AfterAnEditOfTheAudience_CancelsWhoLeftAndAddsWhoJoined()
    {
        await _fixture.StorePlannedAsync(messages: 2);
        await EditAsync(audienceSince: 2, "user1@example.net", "new@example.net");

        var step = await _fixture.PlanRunAsync();

        Assert.Equal(new TaskStep(TaskStepKind.Send, RunId: RunId, Lanes: 1), step);
        Assert.Equal((2, 2), ((await _fixture.StoredRunAsync()).PlanVersion, (await _fixture.StoredRunAsync()).Pages));
        Assert.Equal(
            [
                ("user0@example.net", MessageState.Canceled),
                ("user1@example.net", MessageState.Pending),
                ("new@example.net", MessageState.Pending),
            ],
            (await _fixture.MessagesAsync()).Select(message => (message.Address, message.State))
        );
        Assert.Equal(step, await UnchangedStepAsync());
    }

    [Fact]
    public async Task PlanRun_AfterAnEditOfTheTextAlone_KeepsTheMessagesAndSendsThem()
    {
        await _fixture.StorePlannedAsync(messages: 2);
        await EditAsync(audienceSince: 1, "user1@example.net");

        Assert.Equal(End, await _fixture.PlanRunAsync());

        Assert.Equal([MessageState.Sent, MessageState.Sent], await _fixture.StatesAsync());
    }

    [Fact]
    public async Task PlanRun_WithOverdueMessagesToDrop_SkipsThemAndSendsTheRest()
    {
        await _fixture.StorePlannedAsync(
            task: ActivityFixture.RunningTask(people: 3) with
            {
                Overdue = new(OverdueRule.Drop, Messages: 2, Any.Now.AddMinutes(1)),
            }
        );

        Assert.Equal(End, await _fixture.PlanRunAsync());

        Assert.Equal([MessageState.Skipped, MessageState.Skipped, MessageState.Sent], await _fixture.StatesAsync());
        Assert.Null((await _fixture.StoredRunAsync()).Dropping);
    }

    [Fact]
    public async Task PlanRun_WithOverdueMessagesToSendNow_MarksThemOnce()
    {
        var resumed = Any.Now.AddMinutes(1);
        await _fixture.StorePlannedAsync(
            messages: 300,
            task: ActivityFixture.RunningTask(people: 300) with
            {
                Overdue = new(OverdueRule.SendNow, Messages: 260, resumed),
            }
        );

        await _fixture.PlanRunAsync();

        var run = await _fixture.StoredRunAsync();
        Assert.Equal((resumed, new LanePosition(Lane: 0, Page: 1, Index: 10)), (run.OverdueAsOf, Assert.Single(run.CatchUp!)));
        await UnchangedStepAsync();
    }

    [Fact]
    public async Task PlanRun_OfATaskResumedBeforeTheRunBegan_MarksNothing()
    {
        await _fixture.StorePlannedAsync(
            task: ActivityFixture.RunningTask(people: 3) with
            {
                Overdue = new(OverdueRule.Drop, Messages: 2, Any.Now),
            }
        );

        await _fixture.PlanRunAsync();

        Assert.DoesNotContain(MessageState.Skipped, await _fixture.StatesAsync());
    }

    private async Task EditAsync(int audienceSince, params string[] people)
    {
        var task = await _fixture.StoredTaskAsync();
        await _fixture.Tasks.UpdateAsync(
            task with
            {
                Plan = task.Plan with { Audience = new PastedList(Version: 2, people.Length, Duplicates: 0) },
                PlanVersion = 2,
                AudienceSince = audienceSince,
            },
            people,
            default
        );
    }

    /// <summary>Makes a step that must not write or send anything.</summary>
    private async Task<TaskStep> UnchangedStepAsync()
    {
        var before = await _fixture.VersionsAsync();
        var step = await _fixture.PlanRunAsync();
        Assert.Equal(before, await _fixture.VersionsAsync());
        return step;
    }
}
