using System.Text.Json.Serialization;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Schedules;

namespace CampaignTasks.Domain.Tasks;

/// <content>The moves of the life cycle. Each returns the task after the move or throws <see cref="InvalidTransitionException"/>.</content>
public sealed partial record CampaignTask
{
    /// <summary>The pause reason of a person's pause.</summary>
    public const string PausedByUser = "user";

    /// <summary>What people may do to the task now.</summary>
    [JsonIgnore]
    public IReadOnlyList<TaskMove> AllowedMoves => LifeCycle.Where(move => LifeCycle.IsPublic(move) && Allows(move));

    /// <summary>Whether the task may be deleted: only when it has ended.</summary>
    [JsonIgnore]
    public bool CanDelete => Allows(TaskMove.Delete);

    /// <summary>Whether the task is under way: its orchestration has something to wait for or to do.</summary>
    [JsonIgnore]
    public bool IsLive => Status is CampaignTaskStatus.Scheduled or CampaignTaskStatus.Running or CampaignTaskStatus.Paused;

    /// <summary>Draft → scheduled while its time is to come, else running with its run named.</summary>
    /// <exception cref="InvalidTransitionException">Not a draft, not approved, or its time passed longer ago than <see cref="Schedules.Schedule.LatestStart"/>.</exception>
    public CampaignTask Start(DateTimeOffset now)
    {
        if (Schedule.HasMissed(now) && Allows(TaskMove.Start))
        {
            throw new InvalidTransitionException(
                this, TaskMove.Start, "The start time passed more than 24 hours ago: set schedule.startAt to a time to come, or remove it to start at once.");
        }

        var occurrence = Schedule.NextOccurrence(now);
        return occurrence > now
            ? Move(TaskMove.Start, CampaignTaskStatus.Scheduled, now) with { NextOccurrence = occurrence }
            : Move(TaskMove.Start, CampaignTaskStatus.Running, now) with { NextOccurrence = occurrence, CurrentRun = RunId.Of(TenantId, Id, occurrence) };
    }

    /// <summary>Scheduled → running, when the occurrence has come. The same run begun again changes nothing.</summary>
    /// <exception cref="InvalidTransitionException">Not scheduled, or another run is under way.</exception>
    public CampaignTask Begin(RunId run, DateTimeOffset now) => (Status, CurrentRun) switch
    {
        (CampaignTaskStatus.Running, { } current) when current == run => this,
        (CampaignTaskStatus.Running, { } current) =>
            throw new InvalidTransitionException(this, TaskMove.Begin, $"Run {current} is under way: run {run} cannot begin."),
        _ => Move(TaskMove.Begin, CampaignTaskStatus.Running, now) with { CurrentRun = run },
    };

    /// <summary>Scheduled or running → paused.</summary>
    /// <param name="reason"><see cref="PausedByUser"/>, or what an account said.</param>
    /// <param name="now">The time of the move.</param>
    public CampaignTask Pause(string reason, DateTimeOffset now) =>
        Move(TaskMove.Pause, CampaignTaskStatus.Paused, now) with { PausedFrom = Status, PauseReason = reason };

    /// <summary>Paused → what the pause interrupted. A time that came during the pause is now: the orchestrator begins it.</summary>
    public CampaignTask Resume(DateTimeOffset now)
    {
        var resumed = Move(TaskMove.Resume, PausedFrom ?? CampaignTaskStatus.Running, now);
        return resumed.Status is CampaignTaskStatus.Scheduled && !(NextOccurrence > now) ? resumed with { NextOccurrence = now } : resumed;
    }

    /// <summary>Running, or paused while running → completed early; what is pending will be canceled.</summary>
    public CampaignTask Stop(DateTimeOffset now) => Move(TaskMove.Stop, CampaignTaskStatus.Completed, now).End("stopped");

    /// <summary>Anything that has not ended → canceled.</summary>
    public CampaignTask Cancel(DateTimeOffset now) => Move(TaskMove.Cancel, CampaignTaskStatus.Canceled, now).End("canceled");

    /// <summary>Running → completed.</summary>
    public CampaignTask Complete(DateTimeOffset now) => Move(TaskMove.Complete, CampaignTaskStatus.Completed, now).End("completed");

    /// <summary>Running or paused → failed.</summary>
    /// <param name="reason">The failing message and why it failed.</param>
    /// <param name="now">The time of the move.</param>
    public CampaignTask Fail(string reason, DateTimeOffset now) => Move(TaskMove.Fail, CampaignTaskStatus.Failed, now).End(reason);

    /// <summary>A new draft of the same definition. A start time that has passed is left out: the copy starts at once when started.</summary>
    public CampaignTask Copy(string newId, DateTimeOffset now) => new()
    {
        TenantId = TenantId,
        Id = newId,
        Name = Name,
        Campaign = Campaign,
        Channel = Channel,
        Accounts = Accounts,
        Audience = Audience is PastedList list ? list with { Version = 1 } : Audience,
        Creative = Creative,
        Schedule = Schedule.WithoutPast(now),
        Pacing = Pacing,
        StopOnFailure = StopOnFailure,
        ApprovalStatus = ApprovalStatus is ApprovalStatus.NotRequired ? ApprovalStatus.NotRequired : ApprovalStatus.None,
        CreatedAt = now,
        UpdatedAt = now,
    };

    /// <summary>Refuses a delete that is not allowed.</summary>
    public void EnsureCanDelete()
    {
        if (!CanDelete)
        {
            throw new InvalidTransitionException(this, TaskMove.Delete);
        }
    }

    private bool Allows(TaskMove move) => LifeCycle.Next(Status, move).Count > 0 && move switch
    {
        TaskMove.Start => ApprovalStatus is ApprovalStatus.NotRequired or ApprovalStatus.Approved,

        // Nothing was sent yet, so there is nothing to finish early: such a task is canceled.
        TaskMove.Stop => Status is not CampaignTaskStatus.Paused || PausedFrom is not CampaignTaskStatus.Scheduled,
        TaskMove.Edit => ApprovalStatus is not ApprovalStatus.UnderReview,
        _ => true,
    };

    private CampaignTask Move(TaskMove move, CampaignTaskStatus to, DateTimeOffset now)
    {
        if (!Allows(move) || !LifeCycle.Next(Status, move).Contains(to))
        {
            throw new InvalidTransitionException(this, move, WhyNot(move));
        }

        // A new status is always later than the one before, also when the clock was set back: senders tell by it which is the newer.
        var updated = now > UpdatedAt ? now : to == Status ? UpdatedAt : UpdatedAt.AddTicks(1);
        return this with { Status = to, PausedFrom = null, PauseReason = null, UpdatedAt = updated };
    }

    private string? WhyNot(TaskMove move) => move switch
    {
        TaskMove.Start when LifeCycle.Next(Status, move).Count > 0 => "The task needs approval before it can start.",
        TaskMove.Edit when LifeCycle.Next(Status, move).Count > 0 => "The task is under review and cannot be changed until that ends.",
        TaskMove.Stop when Status is CampaignTaskStatus.Paused => "The task was paused before it ran, so there is nothing to finish early: cancel it instead.",
        _ => null,
    };

    private CampaignTask End(string reason) => this with { EndReason = reason, NextOccurrence = null };
}
