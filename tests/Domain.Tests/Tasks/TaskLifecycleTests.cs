using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using static CampaignTasks.Domain.Tasks.CampaignTaskStatus;

namespace CampaignTasks.Domain.Tests.Tasks;

/// <summary>Every status × every move, against a table written by hand from the design.</summary>
public sealed class TaskLifecycleTests
{
    private static readonly Dictionary<CampaignTaskStatus, string> Designed = new()
    {
        [Draft] = "start→Running edit→Draft cancel→Canceled copy→Draft",
        [CampaignTaskStatus.Testing] = "start→Running cancel→Canceled copy→Draft",
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
        Assert.Equal(designed.Keys.Except(["begin", "await", "complete", "fail", "hold"]).Order(), refusal.Allowed.Order());
        Assert.All(refusal.Allowed, allowed => Assert.Contains(allowed, refusal.Message, StringComparison.Ordinal));
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
    public void Edit_UnderReview_IsRefused()
    {
        var task = Any.Task() with { ApprovalStatus = ApprovalStatus.UnderReview };

        Assert.Throws<InvalidTransitionException>(() => Do(task, TaskTransition.Edit));
        Assert.DoesNotContain(TaskTransition.Edit, task.AllowedTransitions);
    }

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
            TaskTransition.Edit => task.Edit(task.Plan with { Name = "Other" }, Any.Now),
            TaskTransition.Hold => task.HoldStage(new StageHold("failedPercent", "6 of 100 messages failed", Any.Now), Any.Now),
            TaskTransition.Release => task.Release(Any.Now),
            TaskTransition.Copy => task.Copy("copy", Any.Now),
            TaskTransition.Delete => Deleted(task),
            _ => throw new ArgumentOutOfRangeException(nameof(move)),
        };

    private static CampaignTask Deleted(CampaignTask task)
    {
        task.EnsureCanDelete();
        return task;
    }
}
