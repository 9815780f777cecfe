using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Domain.Tasks;

/// <content>Changing a definition.</content>
public sealed partial record CampaignTask
{
    /// <summary>
    /// Takes over a changed definition. A draft and a task that waits for its time take every change but channel and accounts; once a run has
    /// begun only name, campaign and stopOnFailure change. A change of more than name and campaign is a new plan version; new recipients are a
    /// new version of the list, to be stored with the task.
    /// </summary>
    /// <exception cref="InvalidTransitionException">The task has ended or is under review, or the change is one its run no longer takes.</exception>
    public CampaignTask Edit(CheckedDefinition definition, DateTimeOffset now)
    {
        var edited = Move(TaskMove.Edit, Status, now) with
        {
            PausedFrom = PausedFrom,
            PauseReason = PauseReason,
            Name = definition.Name,
            Campaign = definition.Campaign,
            Creative = definition.Creative,
            Schedule = definition.Schedule,
            Pacing = definition.Pacing,
            StopOnFailure = definition.StopOnFailure,
            Audience = definition.Recipients is { } list ? list.ToAudience((Audience as PastedList)?.Version + 1 ?? 1) : Audience,
        };
        if (HasBegun && FrozenBy(edited) is { } part)
        {
            throw new InvalidTransitionException(
                this, TaskMove.Edit, $"The run has begun, and {part} cannot change any more: copy the task to send something else.");
        }

        if (FrozenBy(edited) is null && edited.StopOnFailure == StopOnFailure)
        {
            return edited;
        }

        return edited with
        {
            PlanVersion = PlanVersion + 1,
            NextOccurrence = IsLive && !HasBegun ? edited.Schedule.NextOccurrence(now) : NextOccurrence,
        };
    }

    private bool HasBegun => Status is CampaignTaskStatus.Running || (Status, PausedFrom) is (CampaignTaskStatus.Paused, not CampaignTaskStatus.Scheduled);

    /// <summary>The first part of the plan that differs and that a run under way no longer takes; null when none does.</summary>
    private string? FrozenBy(CampaignTask edited) =>
        edited.Audience != Audience ? "audience"
        : !edited.Creative.SaysTheSameAs(Creative) ? "creative"
        : edited.Schedule != Schedule ? "schedule"
        : edited.Pacing != Pacing ? "pacing"
        : null;
}
