using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Runs;

public sealed class NextStepActivityTests : IDisposable
{
    private static readonly Schedule Daily = new() { StartDate = new(2026, 12, 1), Recurrence = new Recurrence.Daily(1) };
    private static readonly TaskStep Plan = new(TaskStepKind.Plan, RunId: Any.RunId.ToString());

    private readonly ActivityFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task NextStep_OfATaskThatIsGone_Ends() => Assert.Equal(new TaskStep(TaskStepKind.End), await _fixture.NextStepAsync());

    [Theory]
    [InlineData(CampaignTaskStatus.Draft)]
    [InlineData(CampaignTaskStatus.Completed)]
    [InlineData(CampaignTaskStatus.Failed)]
    [InlineData(CampaignTaskStatus.Canceled)]
    public async Task NextStep_OfATaskThatIsNotUnderWay_EndsAndStoresNothing(CampaignTaskStatus status)
    {
        await _fixture.StoreAsync(Any.Task(status));

        Assert.Equal(new TaskStep(TaskStepKind.End), await UnchangedStepAsync());
    }

    [Theory]
    [InlineData(CampaignTaskStatus.Completed)]
    [InlineData(CampaignTaskStatus.Failed)]
    [InlineData(CampaignTaskStatus.Canceled)]
    public async Task NextStep_OfATaskEndedBeforeItsRun_FinishesTheRun(CampaignTaskStatus status)
    {
        await _fixture.StorePlannedAsync(task: Any.Task(status));

        Assert.Equal(new TaskStep(TaskStepKind.Finish, RunId: Any.RunId.ToString(), Lanes: 1), await UnchangedStepAsync());
    }

    [Fact]
    public async Task NextStep_OfATaskEndedAfterItsRun_Ends()
    {
        await _fixture.StorePlannedAsync(task: Any.Task(CampaignTaskStatus.Completed), run: Any.Run() with { CompletedAt = Any.Now });

        Assert.Equal(new TaskStep(TaskStepKind.End), await UnchangedStepAsync());
    }

    [Fact]
    public async Task NextStep_BeforeTheOccurrence_WaitsForItAndStoresNothing()
    {
        await _fixture.StoreAsync(Any.Task(CampaignTaskStatus.Scheduled));

        Assert.Equal(new TaskStep(TaskStepKind.Wait, Any.Now.AddHours(1)), await UnchangedStepAsync());
    }

    [Fact]
    public async Task NextStep_OfATaskPausedBeforeItsOccurrence_WaitsForARefreshAndStoresNothing()
    {
        await _fixture.StoreAsync(Due() with { Status = CampaignTaskStatus.Paused, PausedFrom = CampaignTaskStatus.Scheduled });

        Assert.Equal(new TaskStep(TaskStepKind.Wait), await UnchangedStepAsync());
        Assert.Null(await _fixture.Runs.FindAsync(Any.RunId, default));
    }

    [Fact]
    public async Task NextStep_OfATaskPausedInItsRun_OpensTheRunAndWaits()
    {
        await _fixture.StoreAsync(Any.Task(CampaignTaskStatus.Paused));

        Assert.Equal(new TaskStep(TaskStepKind.Wait), await _fixture.NextStepAsync());
        Assert.Equal(RunStatus.Planning, (await _fixture.StoredRunAsync()).Status);
        Assert.Equal(new TaskStep(TaskStepKind.Wait), await UnchangedStepAsync());
    }

    [Fact]
    public async Task NextStep_AtTheOccurrenceOfASmallTask_BeginsSendsAndEnds()
    {
        await _fixture.StoreAsync(Due());

        Assert.Equal(new TaskStep(TaskStepKind.End), await _fixture.NextStepAsync());

        Assert.Equal(
            (CampaignTaskStatus.Completed, Any.RunId),
            ((await _fixture.StoredTaskAsync()).Status, (await _fixture.StoredTaskAsync()).CurrentRun)
        );
        Assert.Equal([MessageState.Sent], await _fixture.StatesAsync());
        Assert.Equal(new TaskStep(TaskStepKind.End), await UnchangedStepAsync());
    }

    [Fact]
    public async Task NextStep_AtTheOccurrenceOfATaskOfSeveralLanes_OpensTheRunAndLeavesItToTheNextStep()
    {
        await _fixture.StoreAsync(Due(people: 4_000));

        Assert.Equal(Plan, await _fixture.NextStepAsync());

        var (task, run) = (await _fixture.StoredTaskAsync(), await _fixture.StoredRunAsync());
        Assert.Equal((CampaignTaskStatus.Running, Any.RunId), (task.Status, task.CurrentRun));
        Assert.Equal((RunStatus.Planning, 4, Any.Now, Any.Now), (run.Status, run.Lanes, run.Occurrence, run.StartedAt));
        Assert.Equal([TaskActor.Scheduler], (await _fixture.LogAsync()).Select(entry => entry.By).Distinct());
        Assert.Equal(Plan, await UnchangedStepAsync());
    }

    [Fact]
    public async Task NextStep_AfterACrashBetweenTaskAndRun_OpensTheRun()
    {
        await _fixture.StoreAsync(ActivityFixture.RunningTask(people: 4_000));

        Assert.Equal(Plan, await _fixture.NextStepAsync());

        Assert.Equal(RunStatus.Planning, (await _fixture.StoredRunAsync()).Status);
        Assert.Equal(Plan, await UnchangedStepAsync());
    }

    [Fact]
    public async Task NextStep_WhenASmallRunCannotBeCarriedOn_LeavesItToAStepOfItsOwn()
    {
        var task = Due();

        // No list is stored under that version.
        await _fixture.StoreAsync(task with { Plan = task.Plan with { Audience = new PastedList(Version: 7, Size: 1, Duplicates: 0) } });

        Assert.Equal(Plan, await _fixture.NextStepAsync());
        Assert.Equal(CampaignTaskStatus.Running, (await _fixture.StoredTaskAsync()).Status);
    }

    [Fact]
    public async Task NextStep_WhenThePersonCancelsMeanwhile_DecidesAnewAndBeginsNothing()
    {
        await _fixture.StoreAsync(Due(people: 4_000));
        _fixture.Tasks.Meanwhile = async tasks =>
            await tasks.UpdateAsync((await _fixture.StoredTaskAsync()).Cancel(Any.Now), recipients: null, default);

        Assert.Equal(new TaskStep(TaskStepKind.End), await _fixture.NextStepAsync());

        Assert.Equal(CampaignTaskStatus.Canceled, (await _fixture.StoredTaskAsync()).Status);
        Assert.Null(await _fixture.Runs.FindAsync(Any.RunId, default));
    }

    [Fact]
    public async Task NextStep_LongAfterTheOnlyOccurrence_FailsTheTaskAndRecordsTheMissedRun()
    {
        await _fixture.StoreAsync(Due());
        _fixture.Time.Advance(Schedule.DefaultLatestStart + TimeSpan.FromSeconds(1));

        Assert.Equal(new TaskStep(TaskStepKind.End), await _fixture.NextStepAsync());

        var (task, run) = (await _fixture.StoredTaskAsync(), await _fixture.StoredRunAsync());
        Assert.Equal((CampaignTaskStatus.Failed, 0), (task.Status, task.Passed.Count));
        Assert.Equal((RunStatus.Missed, _fixture.Time.GetUtcNow()), (run.Status, run.CompletedAt));
        Assert.StartsWith("missed", run.EndReason, StringComparison.Ordinal);
        Assert.Empty(_fixture.Channel.Requests);
        Assert.Equal(new TaskStep(TaskStepKind.End), await UnchangedStepAsync());
    }

    [Fact]
    public async Task NextStep_LongAfterOneOfManyOccurrences_RecordsItAndWaitsForTheNext()
    {
        var first = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
        var latestStart = TimeSpan.FromHours(1);
        await _fixture.StoreAsync(
            Any.Task(CampaignTaskStatus.Scheduled) with
            {
                Plan = Any.Plan() with { Schedule = Daily with { LatestStart = latestStart } },
                NextOccurrence = first,
            }
        );

        Assert.Equal(new TaskStep(TaskStepKind.Wait, first.AddDays(1)), await _fixture.NextStepAsync());

        var missed = await _fixture.Runs.FindAsync(RunId.From(Any.TenantId, Any.TaskId, first), default);
        Assert.Equal(RunStatus.Missed, missed?.Status);
        Assert.Equal(new TaskStep(TaskStepKind.Wait, first.AddDays(1)), await UnchangedStepAsync());
    }

    [Fact]
    public async Task NextStep_WithOccurrencesThatPassed_RecordsEachAsARunOnce()
    {
        PassedOccurrence[] passed =
        [
            new(Any.Now.AddDays(-2), RunStatus.Missed, "missed"),
            new(Any.Now.AddDays(-1), RunStatus.Skipped, "overlap"),
        ];
        await _fixture.StoreAsync(Any.Task(CampaignTaskStatus.Scheduled) with { Passed = passed });

        Assert.Equal(TaskStepKind.Wait, (await _fixture.NextStepAsync()).Kind);

        Assert.Empty((await _fixture.StoredTaskAsync()).Passed);
        Assert.Equal(
            [(RunStatus.Skipped, "overlap"), (RunStatus.Missed, "missed")],
            (await _fixture.Runs.ListAsync(Any.TenantId, Any.TaskId, limit: 9, cursor: null, default)).Items.Select(run =>
                (run.Status, run.EndReason)
            )
        );
        Assert.Equal(TaskStepKind.Wait, (await UnchangedStepAsync()).Kind);
    }

    [Fact]
    public async Task NextStep_InAProcessThatStops_Throws()
    {
        await _fixture.StorePlannedAsync();
        _fixture.Stop();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(_fixture.NextStepAsync);
    }

    /// <summary>A task whose occurrence has come.</summary>
    private static CampaignTask Due(int people = 1) =>
        Any.Task(CampaignTaskStatus.Scheduled) with
        {
            Plan = Any.Plan() with { Schedule = new(Any.Now), Audience = new PastedList(Version: 1, people, Duplicates: 0) },
            NextOccurrence = Any.Now,
        };

    /// <summary>Makes a step that must not write anything.</summary>
    private async Task<TaskStep> UnchangedStepAsync()
    {
        var before = await _fixture.VersionsAsync();
        var step = await _fixture.NextStepAsync();
        Assert.Equal(before, await _fixture.VersionsAsync());
        return step;
    }
}
