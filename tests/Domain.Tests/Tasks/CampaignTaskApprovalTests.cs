using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing;
using static CampaignTasks.Domain.Tasks.ApprovalStatus;

namespace CampaignTasks.Domain.Tests.Tasks;

public sealed class CampaignTaskApprovalTests
{
    private static readonly TaskActor Author = new(TaskActorKind.Key, "Ann", "ann", Role.Admin);

    private static readonly TaskActor Reviewer = new(TaskActorKind.Key, "Rob", "rob", Role.Reviewer);

    private static readonly DateTimeOffset Now = Any.Now;

    [Fact]
    public void Submit_WithProblems_FailsAndStaysADraft()
    {
        var submitted = Draft().Submit(new Submission("why", Author, Now) { Problems = [new("audience", "nobody")] });

        Assert.Equal((CampaignTaskStatus.Draft, SubmissionFailed), (submitted.Status, submitted.ApprovalStatus));
        Assert.Equal(
            (AuditEvent.SubmissionFailed, "why", None, SubmissionFailed),
            (Last(submitted).Event, Last(submitted).Reason, Last(submitted).ApprovalFrom, Last(submitted).ApprovalTo)
        );
    }

    [Fact]
    public void Approve_OfAPlanToRunAtOnce_RunsItAndKeepsWhatWasApproved()
    {
        var approved = UnderReview().Approve(Reviewer, "h", "h", "fine", Now);

        Assert.Equal((CampaignTaskStatus.Running, Approved), (approved.Status, approved.ApprovalStatus));
        Assert.Equal([AuditEvent.Approved, AuditEvent.RunStarted], Events(approved));
        Assert.Equal(
            ("fine", CampaignTaskStatus.Draft, CampaignTaskStatus.Running, ApprovalStatus.UnderReview, Approved),
            approved.PendingEvents[0] is var entry ? (entry.Reason, entry.From, entry.To, entry.ApprovalFrom, entry.ApprovalTo) : default
        );
        Assert.Equal(approved.Plan, approved.LastApproved!.Plan);
        Assert.Equal("rob", approved.Submission!.Decision!.By.KeyId);
    }

    [Fact]
    public void Approve_OfAPlanForLater_WaitsForItsTime() =>
        Assert.Equal(CampaignTaskStatus.Scheduled, Later(UnderReview()).Approve(Reviewer, "h", "h", null, Now).Status);

    [Fact]
    public void Approve_OfAnotherPlanThanReviewed_IsALostRace() =>
        Assert.Throws<ConcurrencyConflictException>(() => UnderReview().Approve(Reviewer, "old", "new", null, Now));

    [Theory]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Admin)]
    public void Approve_ByAnAuthor_IsReservedWhateverTheRole(Role role)
    {
        var task = UnderReview();
        var author = Author with { Role = role };

        Assert.Throws<ReservedMoveException>(() => task.Approve(author, "h", "h", null, Now));
        Assert.Throws<ReservedMoveException>(() => task.Reject(author, "no", Now));
        Assert.DoesNotContain(TaskTransition.Approve, task.MovesFor(author));
        Assert.Contains(TaskTransition.Withdraw, task.MovesFor(author));
    }

    [Fact]
    public void Approve_ByWhoeverEditedLast_IsReserved()
    {
        var edited = Draft().Edit(Any.Plan() with { Name = "Other" }, Now).AttributedTo(Reviewer);

        Assert.Equal(["ann", "rob"], edited.Authors);
        Assert.Throws<ReservedMoveException>(() => Submitted(edited).Approve(Reviewer, "h", "h", null, Now));
    }

    [Fact]
    public void Authors_AreThoseWhoCreateCopyOrEdit_NotThoseWhoMove()
    {
        var moved = Submitted(Draft()).Reject(Reviewer, "no", Now).AttributedTo(Reviewer);

        Assert.Equal(["ann"], moved.Authors);
        Assert.Equal(["rob"], moved.Copy("copy", Now).AttributedTo(Reviewer).Authors);
    }

    [Fact]
    public void Withdraw_ByAnotherOperator_IsReserved()
    {
        var other = new TaskActor(TaskActorKind.Key, "Olga", "olga", Role.Operator);

        Assert.Throws<ReservedMoveException>(() => UnderReview().Withdraw(other, Now));
        Assert.Equal(Withdrawn, UnderReview().Withdraw(other with { Role = Role.Admin }, Now).ApprovalStatus);
        Assert.Equal(Withdrawn, UnderReview().Withdraw(Author with { Role = Role.Operator }, Now).ApprovalStatus);
    }

    [Fact]
    public void Edit_UnderReview_VoidsTheReviewAndSaysSo()
    {
        var edited = UnderReview().Edit(Any.Plan() with { Campaign = "autumn" }, Now, needsApproval: true);

        Assert.Equal((CampaignTaskStatus.Draft, None), (edited.Status, edited.ApprovalStatus));
        Assert.Null(edited.Submission);
        Assert.Equal([AuditEvent.Edited, AuditEvent.ApprovalVoided], Events(edited));
    }

    [Fact]
    public void Edit_ThatChangesNothing_KeepsTheReview() =>
        Assert.Equal(ApprovalStatus.UnderReview, UnderReview().Edit(Any.Plan(), Now, needsApproval: true).ApprovalStatus);

    [Fact]
    public void Edit_OfTheNameOnly_KeepsReviewApprovalAndTest()
    {
        var reviewed = UnderReview().Edit(Any.Plan() with { Name = "Other" }, Now, needsApproval: true);
        var approved = Later(UnderReview()).Approve(Reviewer, "h", "h", null, Now);
        var renamed = approved.Edit(approved.Plan with { Name = "Other" }, Now, needsApproval: true);
        var tested = Any.Task(CampaignTaskStatus.Testing).Edit(Any.Plan() with { Name = "Other" }, Now);

        Assert.Equal((ApprovalStatus.UnderReview, "Other"), (reviewed.ApprovalStatus, reviewed.Plan.Name));
        Assert.NotNull(reviewed.Submission);
        Assert.Equal((CampaignTaskStatus.Scheduled, ApprovalStatus.Approved), (renamed.Status, renamed.ApprovalStatus));
        Assert.Equal(approved.NextOccurrence, renamed.NextOccurrence);
        Assert.Equal(CampaignTaskStatus.Testing, tested.Status);
    }

    [Fact]
    public void Edit_BetweenApprovalAndLaunch_StopsTheLaunch()
    {
        var approved = Later(UnderReview()).Approve(Reviewer, "h", "h", null, Now).WithEventsStored();

        var edited = approved.Edit(approved.Plan with { Campaign = "autumn" }, Now, needsApproval: true);

        Assert.Equal((CampaignTaskStatus.Draft, None, null), (edited.Status, edited.ApprovalStatus, edited.NextOccurrence));
        Assert.Equal(CampaignTaskStatus.Scheduled, edited.PendingEvents[^1].From);
        Assert.Equal(approved.LastApproved, edited.LastApproved);
    }

    [Fact]
    public void Edit_WhileARunIsUnderWay_HoldsItUntilApprovedAgain()
    {
        var running = UnderReview().Approve(Reviewer, "h", "h", null, Now).WithEventsStored();

        var held = running.Edit(running.Plan with { StopOnFailure = true }, Now, needsApproval: true);

        Assert.Equal((CampaignTaskStatus.Paused, None), (held.Status, held.ApprovalStatus));
        Assert.Equal(
            InvalidTransitionException.ApprovalRequired,
            Assert.Throws<InvalidTransitionException>(() => held.Resume(OverdueRule.Shift, 0, Now)).Code
        );
        var approved = Submitted(held).Approve(Reviewer, "h", "h", null, Now);
        Assert.Equal((CampaignTaskStatus.Running, Approved), (approved.Status, approved.ApprovalStatus));
        Assert.Equal(running.CurrentRun, approved.CurrentRun);
    }

    [Fact]
    public void Edit_OfAPausedRun_StaysPausedByThePersonWhenApprovedAgain()
    {
        var paused = UnderReview().Approve(Reviewer, "h", "h", null, Now).Pause(CampaignTask.PausedByUser, Now);

        var approved = Submitted(paused.Edit(paused.Plan with { StopOnFailure = true }, Now, needsApproval: true))
            .Approve(Reviewer, "h", "h", null, Now);

        Assert.Equal((CampaignTaskStatus.Paused, Approved, "user"), (approved.Status, approved.ApprovalStatus, approved.PauseReason));
    }

    [Fact]
    public void VoidApproval_OfAScheduledTask_MakesItADraft()
    {
        var approved = Later(UnderReview()).Approve(Reviewer, "h", "h", null, Now).WithEventsStored();

        var voided = approved.VoidApproval(Now);

        Assert.Equal((CampaignTaskStatus.Draft, None), (voided.Status, voided.ApprovalStatus));
        Assert.Equal([AuditEvent.ApprovalVoided], Events(voided));
    }

    [Theory]
    [InlineData(true, NotRequired, None)]
    [InlineData(true, Rejected, Rejected)]
    [InlineData(false, None, NotRequired)]
    [InlineData(false, SubmissionFailed, NotRequired)]
    [InlineData(false, ApprovalStatus.UnderReview, ApprovalStatus.UnderReview)]
    public void UnderApproval_OfADraft_FollowsThePresentRule(bool isNeeded, ApprovalStatus before, ApprovalStatus after) =>
        Assert.Equal(after, (Any.Task() with { ApprovalStatus = before }).UnderApproval(isNeeded).ApprovalStatus);

    [Theory]
    [InlineData(None)]
    [InlineData(Rejected)]
    [InlineData(Withdrawn)]
    public void Resume_WithAVoidedApprovalThatIsNoLongerRequired_GoesOn(ApprovalStatus status)
    {
        var running = Any.Task(CampaignTaskStatus.Running) with { ApprovalStatus = Approved };
        var held = running.Edit(running.Plan with { StopOnFailure = true }, Now, needsApproval: true) with { ApprovalStatus = status };
        Assert.Equal((CampaignTaskStatus.Paused, CampaignTask.ApprovalVoided), (held.Status, held.PauseReason));
        Assert.Throws<InvalidTransitionException>(() => held.UnderApproval(isNeeded: true).Resume(OverdueRule.Shift, messages: 0, Now));

        var resumed = held.UnderApproval(isNeeded: false).Resume(OverdueRule.Shift, messages: 0, Now);

        Assert.Equal((CampaignTaskStatus.Running, NotRequired), (resumed.Status, resumed.ApprovalStatus));
    }

    [Fact]
    public void UnderApproval_OfALiveTask_ChangesNothing() =>
        Assert.Equal(NotRequired, Any.Task(CampaignTaskStatus.Running).UnderApproval(isNeeded: true).ApprovalStatus);

    [Fact]
    public void Cancel_UnderReview_EndsTheReview()
    {
        var canceled = UnderReview().Cancel(Now);

        Assert.Equal((CampaignTaskStatus.Canceled, Withdrawn), (canceled.Status, canceled.ApprovalStatus));
    }

    private static CampaignTask Draft() =>
        (CampaignTask.Create(Any.TenantId, Any.TaskId, Any.Plan(), Now) with { ApprovalStatus = None })
            .AttributedTo(Author)
            .WithEventsStored();

    private static CampaignTask Submitted(CampaignTask task) => task.Submit(new Submission("why", Author, Now)).WithEventsStored();

    private static CampaignTask UnderReview() => Submitted(Draft());

    private static CampaignTask Later(CampaignTask task) =>
        task with
        {
            Plan = task.Plan with { Schedule = new Schedule(Now.AddHours(1)) },
        };

    private static AuditEntry Last(CampaignTask task) => task.PendingEvents[^1];

    private static IEnumerable<AuditEvent> Events(CampaignTask task) => task.PendingEvents.Select(entry => entry.Event);
}
