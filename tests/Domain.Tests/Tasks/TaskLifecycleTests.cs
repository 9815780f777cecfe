using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using static CampaignTasks.Domain.Tasks.CampaignTaskStatus;

namespace CampaignTasks.Domain.Tests.Tasks;

/// <summary>Every status × every move, against a table written by hand from the design.</summary>
public sealed class TaskLifecycleTests
{
    private static readonly TaskActor Author = new(TaskActorKind.Key, "author", "author", Role.Operator);

    private static readonly TaskActor Reviewer = new(TaskActorKind.Key, "reviewer", "reviewer", Role.Reviewer);

    private static readonly Dictionary<CampaignTaskStatus, string> Designed = new()
    {
        [Draft] = "start→Running edit→Draft cancel→Canceled copy→Draft test→Testing",
        [CampaignTaskStatus.Testing] = "start→Running edit→Draft cancel→Canceled copy→Draft test→Testing",
        [Scheduled] = "begin→Running await→Scheduled pause→Paused edit→Scheduled cancel→Canceled complete→Completed fail→Failed copy→Draft",
        [Running] =
            "begin→Running await→Scheduled pause→Paused stop→Completed cancel→Canceled complete→Completed fail→Failed edit→Running hold→Running copy→Draft",
        [Paused] = "resume→Running stop→Completed cancel→Canceled fail→Failed edit→Paused copy→Draft",
        [Completed] = "copy→Draft delete→Completed",
        [Failed] = "copy→Draft delete→Failed",
        [Canceled] = "copy→Draft delete→Canceled",
    };

    public static TheoryData<CampaignTaskStatus, TaskTransition> All()
    {
        var all = new TheoryData<CampaignTaskStatus, TaskTransition>();
        foreach (var status in Enum.GetValues<CampaignTaskStatus>())
        {
            foreach (var move in Enum.GetValues<TaskTransition>())
            {
                all.Add(status, move);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Move_FromEachStatus_LeadsWhereTheDesignSaysOrIsRefused(CampaignTaskStatus status, TaskTransition move)
    {
        var task = Staged(status);
        var designed = Designed[status]
            .Split(' ')
            .Select(s => s.Split('→'))
            .ToDictionary(s => s[0], s => Enum.Parse<CampaignTaskStatus>(s[1]));

        if (designed.TryGetValue(Name(move), out var to))
        {
            Assert.Equal(to, Do(task, move).Status);
            return;
        }

        var refusal = Assert.Throws<InvalidTransitionException>(() => Do(task, move));
        Assert.Equal((status, move), (refusal.Status, refusal.Move));
        Assert.Equal(designed.Keys.Except(["begin", "await", "complete", "fail", "voidapproval", "hold"]).Order(), refusal.Allowed.Order());
    }

    [Fact]
    public void Table_NamesEveryStatus() => Assert.Equal(Enum.GetValues<CampaignTaskStatus>(), Designed.Keys.Order());

    [Fact]
    public void AllowedMoves_Offered_AreExactlyThosePeopleMayDo()
    {
        foreach (var status in Enum.GetValues<CampaignTaskStatus>())
        {
            foreach (var move in Any.Task(status).AllowedTransitions)
            {
                Assert.Null(Record.Exception(() => Do(Any.Task(status), move)));
            }
        }
    }

    [Theory]
    [InlineData(ApprovalStatus.NotRequired, true)]
    [InlineData(ApprovalStatus.Approved, true)]
    [InlineData(ApprovalStatus.None, false)]
    [InlineData(ApprovalStatus.UnderReview, false)]
    [InlineData(ApprovalStatus.SubmissionFailed, false)]
    [InlineData(ApprovalStatus.Rejected, false)]
    [InlineData(ApprovalStatus.Withdrawn, false)]
    public void Start_WithoutApproval_IsRefused(ApprovalStatus approval, bool allowed)
    {
        var task = Any.Task() with { ApprovalStatus = approval };

        Assert.Equal(allowed, task.AllowedTransitions.Contains(TaskTransition.Start));
        if (!allowed)
        {
            var refusal = Assert.Throws<InvalidTransitionException>(() => task.Start(Any.Now));
            Assert.Contains("approval", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EveryMove_FromEveryStatusAndApproval_LeadsWhereTheTableSaysOrIsRefusedWithWhatIsAllowed()
    {
        foreach (var (status, approval, move) in Combinations())
        {
            var task = In(status, approval);
            var context = $"{status}, {approval}, {move}";
            var rule = TaskLifecycle.Find(status, approval, move);
            if (
                rule is not null
                && (move is not TaskTransition.Stop || task.CurrentRun is not null)
                // No stage is under way.
                && move is not (TaskTransition.Hold or TaskTransition.Release)
            )
            {
                var moved = Do(task, move);

                Assert.True(rule.Statuses.Contains(moved.Status), $"{context} leads to {moved.Status}");
                Assert.True(rule.Approvals.Contains(moved.ApprovalStatus), $"{context} leads to {moved.ApprovalStatus}");
                continue;
            }

            var refusal = Assert.Throws<InvalidTransitionException>(() => Do(task, move));
            Assert.Equal(task.AllowedTransitions.Select(TaskLifecycle.Name), refusal.Allowed);
            Assert.Contains(refusal.Allowed, allowed => allowed is "copy");
        }
    }

    [Fact]
    public void Table_OfEveryStatusAndApproval_IsAsDesigned()
    {
        foreach (var (status, approval, move) in Combinations())
        {
            var isAllowed = TaskLifecycle.Find(status, approval, move) is not null;

            Assert.True(isAllowed == IsDesigned(status, approval, move), $"{status}, {approval}, {move}: {isAllowed}");
        }
    }

    [Fact]
    public void Table_LetsNothingRunThatIsNeitherApprovedNorFreeOfIt()
    {
        foreach (var (status, approval, move) in Combinations())
        {
            var isNoStart =
                status is not (Draft or CampaignTaskStatus.Testing or Paused)
                || TaskLifecycle.Find(status, approval, move) is not { } rule
                || !rule.Statuses.Intersect([Scheduled, Running]).Any();

            Assert.True(
                isNoStart
                    || approval is ApprovalStatus.NotRequired or ApprovalStatus.Approved
                    || (approval, move) is (ApprovalStatus.UnderReview, TaskTransition.Approve),
                $"{status}, {approval}, {move}"
            );
        }
    }

    // What the status alone allows, and what the approval adds to it.
    private static bool IsDesigned(CampaignTaskStatus status, ApprovalStatus approval, TaskTransition move)
    {
        var isDraft = status is Draft or CampaignTaskStatus.Testing;
        var isReviewed = approval is ApprovalStatus.UnderReview;
        var mayRun = approval is ApprovalStatus.NotRequired or ApprovalStatus.Approved;
        return move switch
        {
            TaskTransition.Submit => (isDraft || status is Paused) && !mayRun && !isReviewed,
            TaskTransition.Approve or TaskTransition.Reject or TaskTransition.Withdraw => (isDraft || status is Paused) && isReviewed,
            TaskTransition.VoidApproval => status is Scheduled && approval is ApprovalStatus.Approved,
            TaskTransition.Test => isDraft && !isReviewed,
            // Also a scheduled task may be stopped: one that has run before.
            TaskTransition.Stop => status is Scheduled or Running or Paused,
            TaskTransition.Release => status is Running or Paused,
            _ => Designed[status].Split(' ').Any(rule => rule.Split('→')[0] == Name(move))
                && (
                    mayRun
                    || (status, move) is not ((_, TaskTransition.Start or TaskTransition.Resume) or (Scheduled, TaskTransition.Begin))
                ),
        };
    }

    private static IEnumerable<(CampaignTaskStatus Status, ApprovalStatus Approval, TaskTransition Move)> Combinations() =>
        from status in Enum.GetValues<CampaignTaskStatus>()
        from approval in Enum.GetValues<ApprovalStatus>()
        from move in Enum.GetValues<TaskTransition>()
        select (status, approval, move);

    private static CampaignTask In(CampaignTaskStatus status, ApprovalStatus approval) =>
        Any.Task(status) with
        {
            ApprovalStatus = approval,
            Submission = new Submission("because", Author, Any.Now),
        };

    // Every move but hold is the same in a roll-out, and only a held one can be released.
    private static CampaignTask Staged(CampaignTaskStatus status) =>
        Any.Task(status) is { Status: Running or Paused } task
            ? task with
            {
                Plan = task.Plan with { Rollout = Samples.Rollout() },
                Stage = new RolloutProgress(0),
            }
            : Any.Task(status);

    private static string Name(TaskTransition move) => move.ToString().ToLowerInvariant();

    private static CampaignTask Do(CampaignTask task, TaskTransition move) =>
        move switch
        {
            TaskTransition.Start => task.Start(Any.Now),
            TaskTransition.Begin => task.Begin(Any.RunId, Any.Now),
            TaskTransition.Pause => task.Pause("user", Any.Now),
            TaskTransition.Resume => task.Resume(OverdueRule.Shift, 0, Any.Now),
            TaskTransition.Stop => task.Stop(Any.Now),
            TaskTransition.Cancel => task.Cancel(Any.Now),
            TaskTransition.Await => (
                task with
                {
                    Plan = task.Plan with { Schedule = new() { Recurrence = new Recurrence.Daily(1) } },
                }
            ).CloseRun("completed", Any.Now),
            TaskTransition.Complete => task.Complete("completed", Any.Now),
            TaskTransition.Fail => task.Fail("because", Any.Now),
            TaskTransition.Edit => task.Edit(task.Plan with { Campaign = "autumn" }, Any.Now),
            TaskTransition.Hold => task.HoldStage(new StageHold("failedPercent", "6 of 100 messages failed", Any.Now), Any.Now),
            TaskTransition.Release => task.Release(Any.Now),
            TaskTransition.Copy => task.Copy("copy", Any.Now),
            TaskTransition.Delete => Deleted(task),
            TaskTransition.Test => task.Test(Any.TestSend(task), Any.Now),
            TaskTransition.Submit => task.Submit(new Submission("because", Author, Any.Now)),
            TaskTransition.Approve => task.Approve(Reviewer, "hash", "hash", comment: null, Any.Now),
            TaskTransition.Reject => task.Reject(Reviewer, "not yet", Any.Now),
            TaskTransition.Withdraw => task.Withdraw(Author, Any.Now),
            TaskTransition.VoidApproval => task.VoidApproval(Any.Now),
            _ => throw new ArgumentOutOfRangeException(nameof(move)),
        };

    private static CampaignTask Deleted(CampaignTask task)
    {
        task.EnsureCanDelete();
        return task;
    }
}
