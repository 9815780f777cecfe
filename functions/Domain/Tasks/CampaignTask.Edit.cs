namespace CampaignTasks.Domain.Tasks;

/// <content>Changing the plan.</content>
public sealed partial record CampaignTask
{
    /// <summary>
    /// Takes over a changed plan of the same channel and accounts. A change of more than labels is a new plan version, which touches only
    /// messages that are pending; new recipients are a new version of the list, to be stored with the task. Any change but of the name
    /// voids a review and, where approval is needed, an approval: a launch is stopped, and a task whose run has begun is paused until it is
    /// approved again.
    /// </summary>
    /// <param name="plan">The changed plan.</param>
    /// <param name="now">The time of the edit.</param>
    /// <param name="needsApproval">Whether tasks of the channel need approval.</param>
    /// <exception cref="ArgumentException">The plan has another channel or other accounts.</exception>
    /// <exception cref="InvalidTransitionException">
    /// The task has ended, nothing is left of the new schedule, or the run under way cannot take it.
    /// </exception>
    public CampaignTask Edit(TaskPlan plan, DateTimeOffset now, bool needsApproval = false)
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

        var isOther = plan with { Name = Plan.Name } != Plan;
        var isVoid = isOther && (ApprovalStatus is ApprovalStatus.UnderReview || (needsApproval && IsLive));
        var edited = (Move(TaskTransition.Edit, AfterEdit(isOther, isVoid), now).PausedAs(this) with { Plan = plan }).NoteEdit(
            Plan.ChangedParts(plan),
            from: Status
        );
        edited =
            isVoid ? edited.WithVoidedApproval(before: this)
            : isOther && ApprovalStatus is ApprovalStatus.Approved ? edited with { ApprovalStatus = ApprovalStatus.NotRequired }
            : edited;
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

    // A test tells nothing about another plan.
    private CampaignTaskStatus AfterEdit(bool isOther, bool isVoid) =>
        (isOther && Status is CampaignTaskStatus.Testing) || (isVoid && CurrentRun is null) ? CampaignTaskStatus.Draft
        : isVoid ? CampaignTaskStatus.Paused
        : Status;

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
