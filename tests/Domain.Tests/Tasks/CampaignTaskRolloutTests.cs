using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using static CampaignTasks.Domain.Tasks.CampaignTaskStatus;

namespace CampaignTasks.Domain.Tests.Tasks;

public sealed class CampaignTaskRolloutTests
{
    private static readonly StageHold Failures = new("failedPercent", "6 of 100 messages failed, more than 5 percent", Any.Now);
    private static readonly CampaignTask Running = Any.Task(Any.Plan() with { Rollout = Samples.Rollout() }).Start(Any.Now);
    private static readonly CampaignTask Held = Running.WithEventsStored().HoldStage(Failures, Any.Now);

    [Fact]
    public void Run_OfATaskWithARollout_BeginsWithItsFirstStage()
    {
        Assert.Equal(new RolloutProgress(0), Running.Stage);
        Assert.Null(Any.Task().Start(Any.Now).Stage);
    }

    [Fact]
    public void WatchStage_OfASentStage_CountsFromItsEnd()
    {
        var watched = Running.WatchStage(Any.Now.AddMinutes(5));

        Assert.Equal(Any.Now.AddMinutes(65), watched.Stage!.WatchedUntil);
        Assert.Same(watched, watched.WatchStage(Any.Now.AddMinutes(6)));
        var entry = watched.PendingEvents[^1];
        Assert.Equal((AuditEvent.StageSent, Any.RunId.ToString()), (entry.Event, entry.Run));
        Assert.Equal("stage 1 of 3, up to 0.5 percent, watched until 2026-12-01 10:05:00Z", entry.Reason);
    }

    [Fact]
    public void BeginStage_AfterAWatch_BeginsALaterOneOnly()
    {
        var next = Running.WatchStage(Any.Now).BeginStage(1, Any.Now);

        Assert.Equal(new RolloutProgress(1), next.Stage);
        Assert.Equal(
            (AuditEvent.StageStarted, "stage 2 of 3, up to 10 percent"),
            (next.PendingEvents[^1].Event, next.PendingEvents[^1].Reason)
        );
        Assert.Throws<InvalidOperationException>(() => next.BeginStage(1, Any.Now));
        Assert.Throws<InvalidOperationException>(() => next.BeginStage(3, Any.Now));
        Assert.Throws<InvalidOperationException>(() => Held.BeginStage(1, Any.Now));
        Assert.Throws<InvalidOperationException>(() => Any.Task().BeginStage(1, Any.Now));
    }

    [Fact]
    public void HoldStage_OfARunningTask_SaysWhyAndIsNewerThanWhatWasRead()
    {
        Assert.Equal((CampaignTaskStatus.Running, Failures), (Held.Status, Held.Stage!.Hold));
        Assert.True(Held.UpdatedAt > Running.UpdatedAt);
        var entry = Assert.Single(Held.PendingEvents);
        Assert.Equal(
            (AuditEvent.Held, "stage 1 of 3, up to 0.5 percent: 6 of 100 messages failed, more than 5 percent"),
            (entry.Event, entry.Reason)
        );
        Assert.Throws<InvalidTransitionException>(() => Held.HoldStage(Failures, Any.Now));
        Assert.Throws<InvalidTransitionException>(() => Any.Task(CampaignTaskStatus.Running).HoldStage(Failures, Any.Now));
    }

    [Fact]
    public void Release_OfAHeldStage_BeginsTheNextOne()
    {
        var released = Held.WithEventsStored().Release(Any.Now);

        Assert.Equal((CampaignTaskStatus.Running, new RolloutProgress(1)), (released.Status, released.Stage));
        Assert.True(released.UpdatedAt > Held.UpdatedAt);
        Assert.Equal(
            (AuditEvent.Released, "stage 2 of 3, up to 10 percent"),
            (released.PendingEvents[^1].Event, released.PendingEvents[^1].Reason)
        );
        Assert.Contains(TaskTransition.Release, Held.AllowedTransitions);
        Assert.DoesNotContain(TaskTransition.Release, released.AllowedTransitions);
        Assert.DoesNotContain(TaskTransition.Hold, Running.AllowedTransitions);
    }

    [Fact]
    public void Release_OfTheLastStage_GoesOnWithoutItsLimits()
    {
        var last = Running with { Stage = new RolloutProgress(2) };

        var released = last.HoldStage(Failures, Any.Now).Release(Any.Now);

        Assert.Equal(new RolloutProgress(2) { IsReleased = true }, released.Stage);
    }

    [Theory]
    [InlineData(Draft)]
    [InlineData(CampaignTaskStatus.Running)]
    [InlineData(Paused)]
    [InlineData(Completed)]
    public void Release_OfATaskThatIsNotHeld_IsRefused(CampaignTaskStatus status) =>
        Assert.Throws<InvalidTransitionException>(() => Any.Task(status).Release(Any.Now));

    [Fact]
    public void PauseAndResume_OfAHeldTask_LeaveItHeld()
    {
        var paused = Held.Pause(CampaignTask.PausedByUser, Any.Now);
        var released = paused.Release(Any.Now);

        Assert.Equal((Paused, Failures), (paused.Status, paused.Stage!.Hold));
        Assert.Equal(Failures, paused.Resume(OverdueRule.Shift, 0, Any.Now).Stage!.Hold);
        Assert.Equal((Paused, CampaignTask.PausedByUser, null), (released.Status, released.PauseReason, released.Stage!.Hold));
        Assert.Equal(CampaignTaskStatus.Running, released.Resume(OverdueRule.Shift, 0, Any.Now).Status);
    }

    [Fact]
    public void StopAndCancel_OfAHeldTask_EndTheHold()
    {
        Assert.Equal((Completed, null), (Held.Stop(Any.Now).Status, Held.Stop(Any.Now).Stage));
        Assert.Equal((Canceled, null), (Held.Cancel(Any.Now).Status, Held.Cancel(Any.Now).Stage));
    }

    [Fact]
    public void Edit_OfAHeldTask_LeavesItHeld_AndItsRolloutCannotChange()
    {
        var edited = Held.Edit(Held.Plan with { StopOnFailure = true }, Any.Now);

        Assert.Equal((2, Failures), (edited.PlanVersion, edited.Stage!.Hold));
        var refusal = Assert.Throws<InvalidTransitionException>(() => Held.Edit(Held.Plan with { Rollout = null }, Any.Now));
        Assert.Contains("roll-out cannot change", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NextRun_OfARecurringTask_BeginsWithItsFirstStageAgain()
    {
        var schedule = new Schedule { Recurrence = new Recurrence.Daily(1) };
        var task = Any.Task(Any.Plan() with { Rollout = Samples.Rollout(), Schedule = schedule }).Start(Any.Now);

        var between = (task with { Stage = new RolloutProgress(2) }).CloseRun("completed", Any.Now);
        var next = between.Begin(RunId.From(task.TenantId, task.Id, between.NextOccurrence!.Value), between.NextOccurrence.Value);

        Assert.Null(between.Stage);
        Assert.Equal(new RolloutProgress(0), next.Stage);
        Assert.Null(between.Edit(between.Plan with { Rollout = null }, Any.Now).Plan.Rollout);
    }
}
