using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Domain.Tasks;

/// <content>Changing a definition.</content>
public sealed partial record CampaignTask
{
    /// <summary>
    /// Takes over a changed definition: every part but channel and accounts. A change of more than labels is a new plan version, which touches only
    /// messages that are still owed; new recipients are a new version of the list, to be stored with the task.
    /// </summary>
    /// <exception cref="InvalidTransitionException">The task has ended or is under review, nothing is left of the new schedule, or the run under way cannot take it.</exception>
    public CampaignTask Edit(CheckedDefinition definition, DateTimeOffset now)
    {
        var edited = Move(TaskTransition.Edit, Status, now) with
        {
            PausedFrom = PausedFrom,
            PauseReason = PauseReason,
            PausedAt = PausedAt,
            Name = definition.Name,
            Campaign = definition.Campaign,
            Creative = definition.Creative,
            Schedule = definition.Schedule,
            Pacing = definition.Pacing,
            StopOnFailure = definition.StopOnFailure,
            Overlap = definition.Overlap,
            WhenCapped = definition.WhenCapped,
            Audience = definition.Recipients is { } list ? list.ToAudience((Audience as PastedList)?.Version + 1 ?? 1) : definition.Target ?? Audience,
        };
        edited = edited.NoteEdit([.. ChangedLabels(edited), .. ChangedParts(edited)]);
        return ChangedParts(edited).Count == 0 ? edited : (edited with
        {
            PlanVersion = PlanVersion + 1,
            AudienceSince = edited.Audience == Audience ? AudienceSince : PlanVersion + 1,
        }).Replanned(this, now);
    }

    /// <summary>The parts of the plan that differ from another version's, by the names of the API.</summary>
    public IReadOnlyList<string> ChangedParts(CampaignTask other)
    {
        (string Part, bool Differs)[] parts =
        [
            ("audience", Audience != other.Audience),
            ("creative", !Creative.SaysTheSameAs(other.Creative)),
            ("schedule", Schedule != other.Schedule),
            ("pacing", Pacing != other.Pacing),
            ("stopOnFailure", StopOnFailure != other.StopOnFailure),
            ("overlap", Overlap != other.Overlap),
            ("whenCapped", WhenCapped != other.WhenCapped),
        ];
        return [.. parts.Where(part => part.Differs).Select(part => part.Part)];
    }

    private IEnumerable<string> ChangedLabels(CampaignTask other)
    {
        if (Name != other.Name)
        {
            yield return "name";
        }

        if (Campaign != other.Campaign)
        {
            yield return "campaign";
        }
    }

    private bool HasRunUnderWay =>
        Status is CampaignTaskStatus.Running || (Status, PausedFrom) is (CampaignTaskStatus.Paused, not CampaignTaskStatus.Scheduled);

    /// <summary>What the new plan means for the occurrence to come. One that a run works on stays what it is.</summary>
    private CampaignTask Replanned(CampaignTask before, DateTimeOffset now)
    {
        if (!IsLive || Schedule == before.Schedule)
        {
            return this;
        }

        if (HasRunUnderWay)
        {
            return Schedule.IsByRecipient == before.Schedule.IsByRecipient
                ? this
                : throw new InvalidTransitionException(
                    before, TaskTransition.Edit, "The run has begun, and its time zone cannot change to or from \"recipient\" any more: copy the task, or change it when the run has ended.");
        }

        // A task that never ran begins anew from now; one that did keeps its rhythm.
        var anchored = CurrentRun is null ? this with { StartedAt = now } : this;
        var occurrence = CurrentRun is null ? Schedule.FirstOccurrence(now) : anchored.Next(now.AddTicks(-1));
        return occurrence is { } at
            ? anchored with { NextOccurrence = at, DueSince = null }
            : throw new InvalidTransitionException(
                before, TaskTransition.Edit, "No occurrence of the new schedule is left: set schedule.startAt, startDate or finishDate to a time to come, or cancel the task.");
    }
}
