using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;

namespace CampaignTasks.Domain.Tests.Tasks;

public sealed class CampaignTaskTransitionsTests
{
    private static readonly DateTimeOffset Later = Any.Now.AddHours(2);

    [Fact]
    public void Start_AtOnce_RunsWithItsRunNamed()
    {
        var task = Any.Task().Start(Any.Now);

        Assert.Equal(CampaignTaskStatus.Running, task.Status);
        Assert.Equal(Any.Now, task.NextOccurrence);
        Assert.Equal(RunId.From(task.TenantId, task.Id, Any.Now), task.CurrentRun);
    }

    [Fact]
    public void Start_BeforeItsTime_Waits()
    {
        var task = Any.Task(Any.Plan() with { Schedule = new Schedule(Later) }).Start(Any.Now);

        Assert.Equal(CampaignTaskStatus.Scheduled, task.Status);
        Assert.Equal(Later, task.NextOccurrence);
        Assert.Null(task.CurrentRun);
    }

    [Fact]
    public void Start_AtItsTime_Runs() =>
        Assert.Equal(CampaignTaskStatus.Running, Any.Task(Any.Plan() with { Schedule = new Schedule(Any.Now) }).Start(Any.Now).Status);

    [Fact]
    public void Start_MoreThanADayAfterItsTime_IsRefusedWithTheWayOut()
    {
        var task = Any.Task(Any.Plan() with { Schedule = new Schedule(Any.Now.AddHours(-24).AddTicks(-1)) });

        var refusal = Assert.Throws<InvalidTransitionException>(() => task.Start(Any.Now));

        Assert.Contains("schedule.startAt", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("edit", refusal.Allowed);
    }

    [Fact]
    public void Start_ExactlyADayAfterItsTime_Runs() =>
        Assert.Equal(
            CampaignTaskStatus.Running,
            Any.Task(Any.Plan() with { Schedule = new Schedule(Any.Now.AddHours(-24)) }).Start(Any.Now).Status
        );

    [Fact]
    public void Begin_SameRunAgain_ChangesNothing()
    {
        var begun = Any.Task(CampaignTaskStatus.Scheduled).Begin(Any.RunId, Any.Now);

        Assert.Equal(Any.RunId, begun.CurrentRun);
        Assert.Same(begun, begun.Begin(Any.RunId, Later));
    }

    [Fact]
    public void Begin_WhileAnotherRunIsUnderWay_IsRefused() =>
        Assert.Throws<InvalidTransitionException>(() => Any.Task(CampaignTaskStatus.Running).Begin(new RunId(7), Any.Now));

    [Fact]
    public void Pause_ThenResume_IsTheTaskBefore()
    {
        foreach (var status in (CampaignTaskStatus[])[CampaignTaskStatus.Scheduled, CampaignTaskStatus.Running])
        {
            var task = Any.Task(status);

            var paused = task.Pause("the account says no", Any.Now);

            Assert.Equal((status, "the account says no"), (paused.PausedFrom!.Value, paused.PauseReason));
            Assert.Equal(task, paused.Resume(OverdueRule.Shift, 0, Any.Now) with { UpdatedAt = task.UpdatedAt, PendingEvents = [] });
        }
    }

    [Fact]
    public void Move_AfterTheClockWasSetBack_IsStillTheNewer()
    {
        var task = Any.Task(CampaignTaskStatus.Running);

        var paused = task.Pause("user", task.UpdatedAt.AddMinutes(-10));
        var resumed = paused.Resume(OverdueRule.Shift, 0, task.UpdatedAt.AddMinutes(-9));

        Assert.True(task.UpdatedAt < paused.UpdatedAt && paused.UpdatedAt < resumed.UpdatedAt);
    }

    [Fact]
    public void Stop_PausedBeforeItRan_IsRefusedAndCancelOffered()
    {
        var paused = Any.Task(CampaignTaskStatus.Scheduled).Pause(CampaignTask.PausedByUser, Any.Now);

        var refusal = Assert.Throws<InvalidTransitionException>(() => paused.Stop(Any.Now));

        Assert.DoesNotContain("stop", refusal.Allowed);
        Assert.Contains("cancel", refusal.Allowed);
    }

    [Theory]
    [InlineData(TaskTransition.Stop, CampaignTaskStatus.Completed, "stopped")]
    [InlineData(TaskTransition.Cancel, CampaignTaskStatus.Canceled, "canceled")]
    [InlineData(TaskTransition.Complete, CampaignTaskStatus.Completed, "completed")]
    [InlineData(TaskTransition.Fail, CampaignTaskStatus.Failed, "message 3: no such mailbox")]
    public void End_OfARun_KeepsTheRunAndSaysWhy(TaskTransition move, CampaignTaskStatus status, string reason)
    {
        var running = Any.Task(CampaignTaskStatus.Running);

        var ended = move switch
        {
            TaskTransition.Stop => running.Stop(Later),
            TaskTransition.Cancel => running.Cancel(Later),
            TaskTransition.Complete => running.Complete("completed", Later),
            _ => running.Fail(reason, Later),
        };

        Assert.Equal((status, reason, Later), (ended.Status, ended.EndReason, ended.UpdatedAt));
        Assert.Null(ended.NextOccurrence);
        Assert.Equal(Any.RunId, ended.CurrentRun);
        Assert.True(ended.CanDelete);
    }

    [Fact]
    public void End_OfAPausedTask_ForgetsThePause()
    {
        var canceled = Any.Task(CampaignTaskStatus.Paused).Cancel(Any.Now);

        Assert.Null(canceled.PausedFrom);
        Assert.Null(canceled.PauseReason);
    }

    [Fact]
    public void Copy_OfAnEndedTask_IsAFreshDraft()
    {
        var ended = Any.Task(CampaignTaskStatus.Failed) with
        {
            Plan = Any.Plan() with
            {
                Audience = new PastedList(3, 5, 1),
                Schedule = new Schedule(Any.Now),
                Campaign = "spring",
                StopOnFailure = true,
                Overlap = OverlapRule.Queue,
                WhenCapped = CappedRule.Wait,
            },
            ETag = "7",
            PlanVersion = 4,
        };

        var copy = ended.Copy("new", Later);

        var fresh = Any.Task() with
        {
            Plan = Any.Plan() with
            {
                Audience = new PastedList(1, 5, 1),
                Campaign = "spring",
                StopOnFailure = true,
                Overlap = OverlapRule.Queue,
                WhenCapped = CappedRule.Wait,
            },
            Id = "new",
            CreatedAt = Later,
            UpdatedAt = Later,
        };
        Assert.Equal(fresh, copy with { PendingEvents = [] });
        Assert.Equal(CampaignTaskStatus.Running, copy.Start(Later).Status);
    }

    [Fact]
    public void Copy_BeforeItsTime_KeepsTheTime() =>
        Assert.Equal(new Schedule(Later), Any.Task(Any.Plan() with { Schedule = new Schedule(Later) }).Copy("new", Any.Now).Plan.Schedule);

    [Fact]
    public void Copy_OfAnApprovedTask_NeedsApprovalAgain() =>
        Assert.Equal(
            ApprovalStatus.None,
            (Any.Task() with { ApprovalStatus = ApprovalStatus.Approved }).Copy("new", Any.Now).ApprovalStatus
        );
}
