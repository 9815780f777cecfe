namespace CampaignTasks.Domain.Tasks;

/// <content>Changing the plan.</content>
public sealed partial record CampaignTask
{
    /// <summary>
    /// Takes over a changed plan of the same channel and accounts. A change of more than labels is a new plan version, which touches only
    /// messages that are pending; new recipients are a new version of the list, to be stored with the task.
    /// </summary>
    /// <exception cref="ArgumentException">The plan has another channel or other accounts.</exception>
    /// <exception cref="InvalidTransitionException">
    /// The task has ended or is under review, nothing is left of the new schedule, or the run under way cannot take it.
    /// </exception>
    public CampaignTask Edit(TaskPlan plan, DateTimeOffset now)
    {
        if (plan.Channel != Plan.Channel || !plan.Accounts.SequenceEqual(Plan.Accounts))
        {
            throw new ArgumentException("The channel and the accounts of a task cannot change.", nameof(plan));
        }

        if (HasRunUnderWay && plan.Rollout != Plan.Rollout)
        {
            throw new InvalidTransitionException(
                this,
                TaskTransition.Edit,
                "The run has begun, and its roll-out cannot change any more: copy the task, or change it when the run has ended."
            );
        }

        var edited = (
            Move(TaskTransition.Edit, Status, now) with
            {
                PausedFrom = PausedFrom,
                PauseReason = PauseReason,
                PausedAt = PausedAt,
                Plan = plan,
            }
        ).NoteEdit(Plan.ChangedParts(plan));
        return plan.WithLabelsOf(Plan) == Plan
            ? edited
            : (
                edited with
                {
                    PlanVersion = PlanVersion + 1,
                    AudienceSince = plan.Audience == Plan.Audience ? AudienceSince : PlanVersion + 1,
                }
            ).Replanned(this, now);
    }

    private bool HasRunUnderWay =>
        Status is CampaignTaskStatus.Running || (Status, PausedFrom) is (CampaignTaskStatus.Paused, not CampaignTaskStatus.Scheduled);

    /// <summary>Applies the new plan to the occurrence to come. One that a run works on stays as it is.</summary>
    private CampaignTask Replanned(CampaignTask before, DateTimeOffset now)
    {
        if (!IsLive || Plan.Schedule == before.Plan.Schedule)
        {
            return this;
        }

        if (HasRunUnderWay)
        {
            return Plan.Schedule.IsByRecipient == before.Plan.Schedule.IsByRecipient
                ? this
                : throw new InvalidTransitionException(
                    before,
                    TaskTransition.Edit,
                    "The run has begun, and its time zone cannot change to or from \"recipient\" any more: copy the task, or change it when the run has ended."
                );
        }

        // A task that never ran begins anew from now; one that did keeps its rhythm.
        var anchored = CurrentRun is null ? this with { StartedAt = now } : this;
        var occurrence = CurrentRun is null ? Plan.Schedule.FirstOccurrence(now) : anchored.Next(now.AddTicks(-1));
        return occurrence is { } at
            ? anchored with
            {
                NextOccurrence = at,
                DueSince = null,
            }
            : throw new InvalidTransitionException(
                before,
                TaskTransition.Edit,
                "No occurrence of the new schedule is left: set schedule.startAt, startDate or finishDate to a time to come, or cancel the task."
            );
    }
}
