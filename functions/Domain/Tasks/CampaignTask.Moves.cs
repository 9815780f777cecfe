using System.Text.Json.Serialization;
using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Domain.Tasks;

/// <content>The moves of the life cycle. Each returns the task after the move or throws <see cref="InvalidTransitionException"/>.</content>
public sealed partial record CampaignTask
{
    /// <summary>The pause reason of a person's pause.</summary>
    public const string PausedByUser = "user";

    /// <summary>The moves that people may make on the task now.</summary>
    [JsonIgnore]
    public IReadOnlyList<TaskTransition> AllowedTransitions => TaskLifecycle.Where(move => TaskLifecycle.IsPublic(move) && Allows(move));

    /// <summary>True when the task may be deleted: only when it has ended.</summary>
    [JsonIgnore]
    public bool CanDelete => Allows(TaskTransition.Delete);

    /// <summary>True when the task is under way: its orchestration has something to wait for or to do.</summary>
    [JsonIgnore]
    public bool IsLive => Status is CampaignTaskStatus.Scheduled or CampaignTaskStatus.Running or CampaignTaskStatus.Paused;

    /// <summary>True when the task is over, one way or another.</summary>
    [JsonIgnore]
    public bool HasEnded => Status is CampaignTaskStatus.Completed or CampaignTaskStatus.Failed or CampaignTaskStatus.Canceled;

    /// <summary>Draft → scheduled while its time is to come, else running with its run named.</summary>
    /// <exception cref="InvalidTransitionException">
    /// Not a draft, not approved, or nothing is left of its schedule: its one start passed longer ago than its latest start, or its finish
    /// date.
    /// </exception>
    public CampaignTask Start(DateTimeOffset now) => Launch(TaskTransition.Start, ApprovalStatus, reason: null, now);

    /// <summary>Scheduled or running → paused.</summary>
    /// <param name="reason"><see cref="PausedByUser"/>, or what an account said.</param>
    /// <param name="now">The time of the move.</param>
    public CampaignTask Pause(string reason, DateTimeOffset now) =>
        Move(TaskTransition.Pause, CampaignTaskStatus.Paused, now, reason is PausedByUser ? null : reason) with
        {
            PausedFrom = Status,
            PauseReason = reason,
            PausedAt = now,
        };

    /// <summary>Once a run has begun → completed early; what is pending will be canceled, and no further occurrence comes.</summary>
    public CampaignTask Stop(DateTimeOffset now) => Move(TaskTransition.Stop, CampaignTaskStatus.Completed, now).End("stopped");

    /// <summary>Anything that has not ended → canceled.</summary>
    public CampaignTask Cancel(DateTimeOffset now) => Move(TaskTransition.Cancel, CampaignTaskStatus.Canceled, now).End("canceled");

    /// <summary>Running or scheduled → completed: no further occurrence is to come.</summary>
    public CampaignTask Complete(string reason, DateTimeOffset now) =>
        Move(TaskTransition.Complete, CampaignTaskStatus.Completed, now, reason).End(reason);

    /// <summary>Scheduled, running or paused → failed.</summary>
    /// <param name="reason">The failing message and why it failed.</param>
    /// <param name="now">The time of the move.</param>
    public CampaignTask Fail(string reason, DateTimeOffset now) =>
        Move(TaskTransition.Fail, CampaignTaskStatus.Failed, now, reason).End(reason);

    /// <summary>
    /// Makes a new draft of the same plan. A start time that has passed is left out: the copy starts at once when started.
    /// </summary>
    public CampaignTask Copy(string newId, DateTimeOffset now) =>
        (
            New(TenantId, newId, PlanOfCopy(now), now) with
            {
                ApprovalStatus = ApprovalStatus is ApprovalStatus.NotRequired ? ApprovalStatus.NotRequired : ApprovalStatus.None,
            }
        ).RecordCreation(Id);

    /// <summary>Refuses a delete that is not allowed.</summary>
    public void EnsureCanDelete()
    {
        if (!CanDelete)
        {
            throw new InvalidTransitionException(this, TaskTransition.Delete);
        }
    }

    private bool Allows(TaskTransition move) =>
        TaskLifecycle.Find(Status, ApprovalStatus, move) is not null
        && move switch
        {
            // Nothing was sent yet, so there is nothing to finish early: such a task is canceled.
            TaskTransition.Stop => CurrentRun is not null,
            TaskTransition.Hold => Stage is { Hold: null },
            TaskTransition.Release => Stage is { Hold: not null },
            _ => true,
        };

    private void EnsureAllows(TaskTransition move)
    {
        if (!Allows(move))
        {
            throw new InvalidTransitionException(this, move, WhyNot(move));
        }
    }

    private CampaignTask Launch(TaskTransition move, ApprovalStatus approval, string? reason, DateTimeOffset now)
    {
        EnsureAllows(move);
        if (Plan.Schedule.FirstOccurrence(now) is not { } occurrence)
        {
            throw new InvalidTransitionException(
                this,
                move,
                "No occurrence of the schedule is left: set schedule.startAt, startDate or finishDate to a time to come, or remove it."
            );
        }

        var to = occurrence > now ? CampaignTaskStatus.Scheduled : CampaignTaskStatus.Running;
        var launched = Move(move, to, now) with { ApprovalStatus = approval, StartedAt = now, NextOccurrence = occurrence };
        if (move is TaskTransition.Approve)
        {
            launched = launched.AddEvent(AuditEvent.Approved, launched.UpdatedAt, reason, from: Status, approvalFrom: ApprovalStatus);
        }

        return to is CampaignTaskStatus.Scheduled ? launched : launched.BeginRun(RunId.From(TenantId, Id, occurrence), now);
    }

    // The addresses of a list are stored anew, as the first version of the copy's.
    private TaskPlan PlanOfCopy(DateTimeOffset now) =>
        Plan with
        {
            Audience = Plan.Audience is PastedList list ? list with { Version = 1 } : Plan.Audience,
            Schedule = Plan.Schedule.WithoutPast(now),
        };

    // What follows are mostly a provider's words, which may repeat an address: the task itself keeps them, and its log, which is never
    // changed, does not.
    private static string? CodeOf(string? reason) => reason?.Split(": ")[0];

    private CampaignTask Move(TaskTransition move, CampaignTaskStatus to, DateTimeOffset now, string? reason = null)
    {
        EnsureAllows(move);
        if (!TaskLifecycle.Find(Status, ApprovalStatus, move)!.Statuses.Contains(to))
        {
            throw new InvalidTransitionException(this, move, WhyNot(move));
        }

        // A new status is always later than the one before, also when the clock was set back: senders tell by it which is the newer.
        var updated =
            now > UpdatedAt ? now
            : to == Status ? UpdatedAt
            : UpdatedAt.AddTicks(1);
        var approval = move is TaskTransition.Stop or TaskTransition.Cancel or TaskTransition.Fail
            ? TaskLifecycle.Find(Status, ApprovalStatus, move)!.Approvals[0]
            : ApprovalStatus;
        var moved = this with
        {
            Status = to,
            ApprovalStatus = approval,
            PausedFrom = null,
            PauseReason = null,
            PausedAt = null,
            UpdatedAt = updated,
        };
        return EventOf(move) is { } what
            ? moved.AddEvent(what, updated, CodeOf(reason), from: Status, approvalFrom: ApprovalStatus)
            : moved;
    }

    // What begins and ends runs is noted where the run is named, an edit where its changes are, a review with its words.
    private static AuditEvent? EventOf(TaskTransition move) =>
        move switch
        {
            TaskTransition.Start => AuditEvent.Started,
            TaskTransition.Pause => AuditEvent.Paused,
            TaskTransition.Resume => AuditEvent.Resumed,
            TaskTransition.Stop => AuditEvent.Stopped,
            TaskTransition.Cancel => AuditEvent.Canceled,
            TaskTransition.Complete => AuditEvent.Completed,
            TaskTransition.Fail => AuditEvent.Failed,
            TaskTransition.Hold => AuditEvent.Held,
            TaskTransition.Release => AuditEvent.Released,
            _ => null,
        };

    private string? WhyNot(TaskTransition move) =>
        move switch
        {
            TaskTransition.Start or TaskTransition.Resume when OnlyLacksApproval(move) =>
                $"The task needs approval before it can {TaskLifecycle.Name(move)}: submit it, and let another person approve it.",
            TaskTransition.Submit when ApprovalStatus is ApprovalStatus.NotRequired && !HasEnded =>
                "The task needs no approval: PATCH /api/settings with \"approval\":\"required\" makes every draft need one.",
            TaskTransition.Stop when TaskLifecycle.Find(Status, ApprovalStatus, move) is not null =>
                "The task has not run yet, so there is nothing to finish early: cancel it instead.",
            TaskTransition.Release when TaskLifecycle.Find(Status, ApprovalStatus, move) is not null =>
                "The task is not held: only a stage of a roll-out that passed a limit can be released.",
            _ => null,
        };

    private CampaignTask End(string reason) =>
        this with
        {
            EndReason = reason,
            NextOccurrence = null,
            DueSince = null,
            Overdue = null,
            Alert = null,
            Stage = null,
        };
}
