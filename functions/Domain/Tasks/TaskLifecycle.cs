using CampaignTasks.Domain.Tenants;
using static CampaignTasks.Domain.Tasks.ApprovalStatus;
using static CampaignTasks.Domain.Tasks.CampaignTaskStatus;
using static CampaignTasks.Domain.Tasks.TaskTransition;

namespace CampaignTasks.Domain.Tasks;

/// <summary>
/// The life cycle as one table: status × status of the approval × move. What else a move depends on (what a pause interrupted, whether a
/// run has begun, who asks) is beside the move.
/// </summary>
public static class TaskLifecycle
{
    private static readonly TaskTransition[] Moves = Enum.GetValues<TaskTransition>();

    /// <summary>Finds where a move may lead; null when it is not allowed.</summary>
    internal static MoveRule? Find(CampaignTaskStatus from, ApprovalStatus approval, TaskTransition move) =>
        (from, move) switch
        {
            (Draft or Testing, Start) => MayRun(approval) ? To([Scheduled, Running], approval) : null,
            (Draft or Testing, Edit) => To([Draft, Testing], approval, None, NotRequired),
            (Draft or Testing, Test) => approval is UnderReview ? null : To([Testing], approval),
            (Draft or Testing, Submit) => MayBeSubmitted(approval) ? To([Draft], UnderReview, SubmissionFailed) : null,
            (Draft or Testing, Approve) => approval is UnderReview ? To([Scheduled, Running], Approved) : null,
            (Draft or Testing, Reject) => approval is UnderReview ? To([Draft], Rejected) : null,
            (Draft or Testing, Withdraw) => approval is UnderReview ? To([Draft], Withdrawn) : null,

            (Scheduled, Begin) => MayRun(approval) ? To([Running], approval) : null,
            (Running, Begin) => To([Running], approval),
            (Scheduled or Running, Pause) => To([Paused], approval),
            (Scheduled or Running, Await) => To([Scheduled], approval),
            (Scheduled or Running, Complete) => To([Completed], approval),

            // An edit that needs a new approval stops a launch, and holds a task whose run has begun.
            (Scheduled, Edit) => To([Scheduled, Draft, Paused], approval, None, NotRequired),
            (Running, Edit) => To([Running, Paused], approval, None, NotRequired),
            (Paused, Edit) => To([Paused, Draft], approval, None, NotRequired),
            (Scheduled, VoidApproval) => approval is Approved ? To([Draft, Paused], None) : null,

            // Completed: all that was left came due during the pause and is dropped.
            (Paused, Resume) => MayRun(approval) ? To([Scheduled, Running, Completed], approval) : null,
            (Paused, Submit) => MayBeSubmitted(approval) ? To([Paused], UnderReview, SubmissionFailed) : null,
            (Paused, Approve) => approval is UnderReview ? To([Paused], Approved) : null,
            (Paused, Reject) => approval is UnderReview ? To([Paused], Rejected) : null,
            (Paused, Withdraw) => approval is UnderReview ? To([Paused], Withdrawn) : null,

            (Scheduled or Running or Paused, Stop) => To([Completed], AtTheEnd(approval)),
            (Scheduled or Running or Paused, Fail) => To([Failed], AtTheEnd(approval)),
            (Draft or Testing or Scheduled or Running or Paused, Cancel) => To([Canceled], AtTheEnd(approval)),
            (Running, Hold) => To([Running], approval),
            (Running or Paused, Release) => To([from], approval),
            (_, Copy) => To([Draft], approval is NotRequired ? NotRequired : None),

            // Deleting leads nowhere: the task is gone.
            (Completed or Failed or Canceled, Delete) => To([from], approval),
            _ => null,
        };

    /// <summary>Returns true when a person may request the move; the others are the orchestrator's.</summary>
    public static bool IsPublic(TaskTransition move) => move is not (Begin or Await or Complete or Fail or VoidApproval or Hold);

    /// <summary>The lowest role whose keys may request the move.</summary>
    public static Role RoleFor(TaskTransition move) => move is Approve or Reject ? Role.Reviewer : Role.Operator;

    /// <summary>The moves that pass a test, in the order of the enum.</summary>
    internal static IReadOnlyList<TaskTransition> Where(Func<TaskTransition, bool> test) => [.. Moves.Where(test)];

    /// <summary>The name in the API.</summary>
    public static string Name(TaskTransition move) => EnumNames.Of(move);

    /// <summary>Returns true when the approval, or that none is required, lets messages leave.</summary>
    internal static bool MayRun(ApprovalStatus approval) => approval is NotRequired or Approved;

    private static bool MayBeSubmitted(ApprovalStatus approval) => approval is None or SubmissionFailed or Rejected or Withdrawn;

    // A review ends with the task.
    private static ApprovalStatus AtTheEnd(ApprovalStatus approval) => approval is UnderReview ? Withdrawn : approval;

    private static MoveRule To(IReadOnlyList<CampaignTaskStatus> statuses, params ApprovalStatus[] approvals) =>
        new(statuses, [.. approvals.Distinct()]);
}
