using System.Text.Json.Serialization;
using CampaignTasks.Domain.Collections;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Domain.Tasks;

/// <content>The approval of a task by a second person.</content>
public sealed partial record CampaignTask
{
    /// <summary>The pause reason of a task whose approval an edit voided while a run was under way.</summary>
    public const string ApprovalVoided = "approvalVoided";

    /// <summary>The ids of the keys that created or edited the definition: none of them may approve it.</summary>
    public IReadOnlyList<string> Authors
    {
        get;
        init => field = EquatableList<string>.From(value ?? []);
    } = EquatableList<string>.From([]);

    /// <summary>The last submission for approval; null when there was none, or an edit came after it.</summary>
    public Submission? Submission { get; init; }

    /// <summary>The plan that was approved last; null when none was.</summary>
    public ApprovedPlan? LastApproved { get; init; }

    /// <summary>The moves that a caller may make on the task now.</summary>
    public IReadOnlyList<TaskTransition> MovesFor(TaskActor caller) =>
        [.. AllowedTransitions.Where(move => caller.Role >= TaskLifecycle.RoleFor(move) && WhyNotBy(caller, move) is null)];

    /// <summary>
    /// Returns the task as its tenant's present rule of approval has it: a rule applies to drafts that were made before it, and one that
    /// is gone holds no task, also none that is paused without its approval.
    /// </summary>
    public CampaignTask UnderApproval(bool isNeeded) =>
        (Status, ApprovalStatus, isNeeded) switch
        {
            (CampaignTaskStatus.Draft or CampaignTaskStatus.Testing, ApprovalStatus.NotRequired, true) => this with
            {
                ApprovalStatus = ApprovalStatus.None,
            },
            (_, ApprovalStatus.UnderReview or ApprovalStatus.Approved, false) => this,
            (CampaignTaskStatus.Draft or CampaignTaskStatus.Testing or CampaignTaskStatus.Paused, _, false) => this with
            {
                ApprovalStatus = ApprovalStatus.NotRequired,
            },
            _ => this,
        };

    /// <summary>Asks for approval. With problems the submission fails, and the task stays as it is.</summary>
    /// <param name="submission">The reason, and what a launch would lack.</param>
    /// <exception cref="InvalidTransitionException">No approval is required, or the task is under review, approved or over.</exception>
    public CampaignTask Submit(Submission submission)
    {
        var hasFailed = submission.Problems.Count > 0;
        return (
            Review(
                TaskTransition.Submit,
                hasFailed ? ApprovalStatus.SubmissionFailed : ApprovalStatus.UnderReview,
                hasFailed ? AuditEvent.SubmissionFailed : AuditEvent.Submitted,
                submission.Reason,
                submission.At
            )
        ) with
        {
            Submission = submission,
        };
    }

    /// <summary>Approves the plan under review: it runs at once, or at its time. A run that waited for the approval goes on.</summary>
    /// <param name="by">The reviewer.</param>
    /// <param name="reviewed">The hash of the plan that the reviewer saw.</param>
    /// <param name="present">The hash of the plan as it is.</param>
    /// <param name="comment">A comment; null for none.</param>
    /// <param name="now">The time of the move.</param>
    /// <exception cref="InvalidTransitionException">The task is not under review, or nothing is left of its schedule.</exception>
    /// <exception cref="ReservedMoveException">The reviewer is an author.</exception>
    /// <exception cref="ConcurrencyConflictException">The plan is another one than the reviewer saw.</exception>
    public CampaignTask Approve(TaskActor by, string reviewed, string present, string? comment, DateTimeOffset now)
    {
        EnsureAllows(TaskTransition.Approve);
        EnsureMay(by, TaskTransition.Approve);
        if (!string.Equals(reviewed, present, StringComparison.Ordinal))
        {
            throw new ConcurrencyConflictException("The plan");
        }

        var decided = Decided(ApprovalStatus.Approved, by, comment, now) with { LastApproved = new(Plan, present, now, by) };
        if (Status is not CampaignTaskStatus.Paused)
        {
            return decided.Launch(TaskTransition.Approve, ApprovalStatus.Approved, comment, now);
        }

        var approved = decided.Review(TaskTransition.Approve, ApprovalStatus.Approved, AuditEvent.Approved, comment, now);
        return PauseReason is ApprovalVoided ? approved.Resume(OverdueRule.Shift, messages: 0, now) : approved;
    }

    /// <summary>Refuses the plan under review, with a reason.</summary>
    /// <exception cref="InvalidTransitionException">The task is not under review.</exception>
    /// <exception cref="ReservedMoveException">The reviewer is an author.</exception>
    public CampaignTask Reject(TaskActor by, string reason, DateTimeOffset now)
    {
        EnsureAllows(TaskTransition.Reject);
        EnsureMay(by, TaskTransition.Reject);
        return Decided(ApprovalStatus.Rejected, by, reason, now)
            .Review(TaskTransition.Reject, ApprovalStatus.Rejected, AuditEvent.Rejected, reason, now);
    }

    /// <summary>Takes a submission back.</summary>
    /// <exception cref="InvalidTransitionException">The task is not under review.</exception>
    /// <exception cref="ReservedMoveException">The caller is neither an author nor an admin, and did not submit it.</exception>
    public CampaignTask Withdraw(TaskActor by, DateTimeOffset now)
    {
        EnsureAllows(TaskTransition.Withdraw);
        EnsureMay(by, TaskTransition.Withdraw);
        return Decided(ApprovalStatus.Withdrawn, by, reason: null, now)
            .Review(TaskTransition.Withdraw, ApprovalStatus.Withdrawn, AuditEvent.Withdrawn, reason: null, now);
    }

    /// <summary>
    /// Stops a launch because the task would not send what was approved: a draft again, or paused where a run has begun before.
    /// </summary>
    /// <exception cref="InvalidTransitionException">The task does not wait for its time with an approval.</exception>
    public CampaignTask VoidApproval(DateTimeOffset now) =>
        Move(TaskTransition.VoidApproval, CurrentRun is null ? CampaignTaskStatus.Draft : CampaignTaskStatus.Paused, now)
            .WithVoidedApproval(before: this);

    /// <summary>Returns true when the move would be allowed if the task were approved.</summary>
    internal bool OnlyLacksApproval(TaskTransition move) =>
        move is TaskTransition.Start or TaskTransition.Resume
        && !Allows(move)
        && TaskLifecycle.Find(Status, ApprovalStatus.Approved, move) is not null;

    private bool IsAuthor(TaskActor caller) => caller.KeyId is { } key && Authors.Contains(key, StringComparer.Ordinal);

    private string? WhyNotBy(TaskActor caller, TaskTransition move) =>
        move switch
        {
            TaskTransition.Approve or TaskTransition.Reject when IsAuthor(caller) =>
                $"This key created or edited the task: the key of another person has to {TaskLifecycle.Name(move)} it, whatever the role. "
                    + "An author can withdraw it.",
            TaskTransition.Withdraw when caller.Role is not Role.Admin && !IsAuthor(caller) && Submission?.By.KeyId != caller.KeyId =>
                "Only an author of the task, the key that submitted it and admins can withdraw it. A reviewer can reject it.",
            _ => null,
        };

    private void EnsureMay(TaskActor caller, TaskTransition move)
    {
        if (WhyNotBy(caller, move) is { } why)
        {
            throw new ReservedMoveException(why);
        }
    }

    private CampaignTask Decided(ApprovalStatus status, TaskActor by, string? reason, DateTimeOffset now) =>
        this with
        {
            Submission = Submission is null ? null : Submission with { Decision = new ReviewDecision(status, by, now, reason) },
        };

    // A review changes nothing of a pause; a draft that was tested is a draft again.
    private CampaignTask Review(TaskTransition move, ApprovalStatus to, AuditEvent what, string? reason, DateTimeOffset now)
    {
        var isPaused = Status is CampaignTaskStatus.Paused;
        var moved = Move(move, isPaused ? CampaignTaskStatus.Paused : CampaignTaskStatus.Draft, now) with { ApprovalStatus = to };
        return (isPaused ? moved.PausedAs(this) : moved).AddEvent(
            what,
            moved.UpdatedAt,
            reason,
            from: Status,
            approvalFrom: ApprovalStatus
        );
    }

    private CampaignTask WithVoidedApproval(CampaignTask before)
    {
        var voided = this with
        {
            ApprovalStatus = ApprovalStatus.None,
            Submission = null,
            PausedFrom = Status is CampaignTaskStatus.Paused ? PausedFrom ?? before.Status : null,
            PauseReason = Status is CampaignTaskStatus.Paused ? PauseReason ?? ApprovalVoided : null,
            PausedAt = Status is CampaignTaskStatus.Paused ? PausedAt ?? UpdatedAt : null,
        };
        if (Status is CampaignTaskStatus.Draft)
        {
            voided = voided with { StartedAt = null, NextOccurrence = null, DueSince = null };
        }

        return voided.AddEvent(AuditEvent.ApprovalVoided, UpdatedAt, from: before.Status, approvalFrom: before.ApprovalStatus);
    }

    private CampaignTask PausedAs(CampaignTask before) =>
        this with
        {
            PausedFrom = before.PausedFrom,
            PauseReason = before.PauseReason,
            PausedAt = before.PausedAt,
        };
}
