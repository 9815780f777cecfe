using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Runs;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Runs;

public sealed class FinishRunActivityTests : IDisposable
{
    private static readonly TaskStep Continue = new(TaskStepKind.Continue);
    private static readonly TaskStep End = new(TaskStepKind.End);
    private static readonly Schedule Daily = new() { StartDate = new(2026, 12, 1), Recurrence = new Recurrence.Daily(1) };

    private readonly ActivityFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(CampaignTaskStatus.Running)]
    [InlineData(CampaignTaskStatus.Paused)]
    public async Task FinishRun_WithMessagesThatMayLeave_WaitsAMomentAndStoresNothing(CampaignTaskStatus status)
    {
        await _fixture.StorePlannedAsync(task: Any.Task(status));

        Assert.Equal(new TaskStep(TaskStepKind.Wait, Any.Now.AddSeconds(1)), await UnchangedStepAsync());
    }

    [Fact]
    public async Task FinishRun_OfAPausedTaskWithNothingPending_WaitsUntilItIsResumed()
    {
        await StoreSentAsync(Any.Task(CampaignTaskStatus.Paused));

        Assert.Equal(new TaskStep(TaskStepKind.Wait, Any.Now.AddSeconds(1)), await UnchangedStepAsync());
    }

    [Fact]
    public async Task FinishRun_WithNothingPending_CompletesRunAndTask()
    {
        await StoreSentAsync(ActivityFixture.RunningTask());

        Assert.Equal(End, await _fixture.FinishRunAsync());

        var (task, run) = (await _fixture.StoredTaskAsync(), await _fixture.StoredRunAsync());
        Assert.Equal((RunStatus.Completed, null, Any.Now), (run.Status, run.EndReason, run.CompletedAt));
        Assert.Equal((CampaignTaskStatus.Completed, "completed"), (task.Status, task.EndReason));
        Assert.Equal([AuditEvent.RunEnded, AuditEvent.Completed], (await _fixture.LogAsync()).Select(entry => entry.Event));
        Assert.All(await _fixture.LogAsync(), entry => Assert.Equal(TaskActor.Scheduler, entry.By));
        Assert.Equal(End, await UnchangedStepAsync());
    }

    [Fact]
    public async Task FinishRun_OfARecurringTask_SchedulesTheNextOccurrence()
    {
        await StoreSentAsync(ActivityFixture.Running(Any.Plan() with { Schedule = Daily }));

        Assert.Equal(Continue, await _fixture.FinishRunAsync());

        var task = await _fixture.StoredTaskAsync();
        Assert.Equal((CampaignTaskStatus.Scheduled, Any.Now.Date.AddDays(1)), (task.Status, task.NextOccurrence?.UtcDateTime));
        Assert.Equal(Continue, await UnchangedStepAsync());
    }

    [Fact]
    public async Task FinishRun_OfATaskThatEndsWithPassedOccurrences_LeavesThemToTheNextStep()
    {
        _fixture.Time.Advance(TimeSpan.FromDays(2));
        await StoreSentAsync(ActivityFixture.Running(Any.Plan() with { Schedule = Daily with { FinishDate = new(2026, 12, 2) } }));

        Assert.Equal(Continue, await _fixture.FinishRunAsync());

        var task = await _fixture.StoredTaskAsync();
        Assert.Equal((CampaignTaskStatus.Completed, 1), (task.Status, task.Passed.Count));
        Assert.Equal(Continue, await UnchangedStepAsync());
    }

    [Fact]
    public async Task FinishRun_AfterTheLastDay_CancelsWhatIsPendingAndStops()
    {
        var schedule = new Schedule { FinishDate = new(2026, 11, 30) };
        await _fixture.StorePlannedAsync(task: ActivityFixture.Running(Any.Plan() with { Schedule = schedule }));
        await SettleAsync(0, MessageState.Sent);

        Assert.Equal(End, await _fixture.FinishRunAsync());

        Assert.Equal([MessageState.Sent, MessageState.Canceled, MessageState.Canceled], await _fixture.StatesAsync());
        Assert.Equal(FinishRunActivity.FinishDatePassed, (await _fixture.MessagesAsync())[1].Reason);
        await AssertEndedAsync(RunStatus.Stopped, FinishRunActivity.FinishDatePassed, CampaignTaskStatus.Completed);
        Assert.Equal(FinishRunActivity.FinishDatePassed, (await _fixture.StoredTaskAsync()).EndReason);
        Assert.Equal(End, await UnchangedStepAsync());
    }

    [Theory]
    [InlineData(CampaignTaskStatus.Running)]
    [InlineData(CampaignTaskStatus.Paused)]
    public async Task FinishRun_OfARunThatFailed_CancelsWhatIsPendingAndFailsTheTask(CampaignTaskStatus status)
    {
        await _fixture.StorePlannedAsync(task: Any.Task(status), run: Any.Run() with { Failure = "Message 1 failed: Blocked" });
        await SettleAsync(0, MessageState.Failed);

        Assert.Equal(End, await _fixture.FinishRunAsync());

        Assert.Equal([MessageState.Failed, MessageState.Canceled, MessageState.Canceled], await _fixture.StatesAsync());
        await AssertEndedAsync(RunStatus.Failed, "stopped on failure", CampaignTaskStatus.Failed);
        Assert.Equal("Message 1 failed: Blocked", (await _fixture.StoredTaskAsync()).EndReason);
        Assert.Equal(End, await UnchangedStepAsync());
    }

    [Theory]
    [InlineData(CampaignTaskStatus.Completed, RunStatus.Stopped, "stopped")]
    [InlineData(CampaignTaskStatus.Failed, RunStatus.Failed, "stopped on failure")]
    [InlineData(CampaignTaskStatus.Canceled, RunStatus.Canceled, "canceled")]
    public async Task FinishRun_OfATaskThatHasEnded_CancelsWhatIsPendingAndEndsTheRunAlike(
        CampaignTaskStatus status,
        RunStatus run,
        string reason
    )
    {
        await _fixture.StorePlannedAsync(task: Any.Task(status));

        Assert.Equal(End, await _fixture.FinishRunAsync());

        Assert.Equal(
            Enumerable.Repeat((MessageState.Canceled, reason), 3),
            (await _fixture.MessagesAsync()).Select(message => (message.State, message.Reason!))
        );
        await AssertEndedAsync(run, reason, status);
        Assert.Equal([AuditEvent.RunEnded], (await _fixture.LogAsync()).Select(entry => entry.Event));
        Assert.Equal(End, await UnchangedStepAsync());
    }

    [Fact]
    public async Task FinishRun_OfATaskThatIsGone_CancelsWhatIsPending()
    {
        await _fixture.AddRunAsync(messages: 3);

        Assert.Equal(Continue, await _fixture.FinishRunAsync());

        Assert.Equal(Enumerable.Repeat(MessageState.Canceled, 3), await _fixture.StatesAsync());
        Assert.Equal(RunStatus.Canceled, (await _fixture.StoredRunAsync()).Status);
        Assert.Equal(Continue, await UnchangedStepAsync());
    }

    [Fact]
    public async Task FinishRun_OfAClosedRunWhoseTaskIsAtTheNext_ChangesNeither()
    {
        var next = RunId.From(Any.TenantId, Any.TaskId, Any.Now.AddDays(1));
        await _fixture.StorePlannedAsync(
            task: ActivityFixture.RunningTask() with
            {
                CurrentRun = next,
            },
            messages: 0,
            run: Any.Run() with
            {
                Status = RunStatus.Completed,
                CompletedAt = Any.Now,
            }
        );

        Assert.Equal(Continue, await UnchangedStepAsync());
    }

    [Fact]
    public async Task FinishRun_WithMessagesThatADeadSenderClaimed_CallsThemUnknownAndNotCanceled()
    {
        await _fixture.StorePlannedAsync(task: Any.Task(CampaignTaskStatus.Canceled));
        await _fixture.ChangeAsync(0, message => message with { State = MessageState.Sending, Account = Any.AccountId }, claimId: "dead");
        await _fixture.ChangeAsync(1, message => message with { MayHaveBeenSent = true, Account = Any.AccountId });

        await _fixture.FinishRunAsync();

        Assert.Equal([MessageState.Unknown, MessageState.Unknown, MessageState.Canceled], await _fixture.StatesAsync());
    }

    [Fact]
    public async Task FinishRun_OfARunWithErasedRecipients_ForgetsTheirHashes()
    {
        await _fixture.StorePlannedAsync(task: Any.Task(CampaignTaskStatus.Canceled), run: Any.Run() with { Erased = ["hash"] });

        await _fixture.FinishRunAsync();

        Assert.Null((await _fixture.StoredRunAsync()).Erased);
    }

    [Fact]
    public async Task FinishRun_WhenThePersonPausesMeanwhile_EndsTheRunAndKeepsThePause()
    {
        await StoreSentAsync(ActivityFixture.RunningTask());
        _fixture.Tasks.Meanwhile = async tasks =>
            await tasks.UpdateAsync((await _fixture.StoredTaskAsync()).Pause(CampaignTask.PausedByUser, Any.Now), null, default);

        Assert.Equal(Continue, await _fixture.FinishRunAsync());

        await AssertEndedAsync(RunStatus.Completed, reason: null, CampaignTaskStatus.Paused);
        Assert.Equal([AuditEvent.Paused, AuditEvent.RunEnded], (await _fixture.LogAsync()).Select(entry => entry.Event));
    }

    private async Task StoreSentAsync(CampaignTask task)
    {
        await _fixture.StorePlannedAsync(messages: 1, task);
        await SettleAsync(0, MessageState.Sent);
    }

    private Task SettleAsync(int index, MessageState state) => _fixture.ChangeAsync(index, message => message with { State = state });

    private async Task AssertEndedAsync(RunStatus status, string? reason, CampaignTaskStatus taskStatus)
    {
        var run = await _fixture.StoredRunAsync();
        Assert.Equal((status, reason, _fixture.Time.GetUtcNow()), (run.Status, run.EndReason, run.CompletedAt));
        Assert.Equal(taskStatus, (await _fixture.StoredTaskAsync()).Status);
    }

    /// <summary>Makes a step that must not write anything.</summary>
    private async Task<TaskStep> UnchangedStepAsync()
    {
        var before = await _fixture.VersionsAsync();
        var step = await _fixture.FinishRunAsync();
        Assert.Equal(before, await _fixture.VersionsAsync());
        return step;
    }
}
