namespace CampaignTasks.Application.Tasks;

/// <summary>The effect of an edit of a task on its messages.</summary>
/// <param name="PlanVersion">The new plan.</param>
/// <param name="Changed">
/// The parts that changed: `audience`, `creative`, `schedule`, `pacing`, `stopOnFailure`, `overlap`, `whenCapped`, `rollout`,
/// `site`, `app`.
/// </param>
/// <param name="Kept">Messages of the run under way that were asked for already: they stay as they are.</param>
/// <param name="Replanned">Messages still owed that follow the new plan from now on.</param>
/// <param name="Leaving">
/// Messages still owed to people who are not in the new audience: they become canceled, or skipped where the contact has no address any
/// more. Null when the new audience is evaluated later.
/// </param>
/// <param name="Joining">People in the new audience who were not in the old one. Null when either audience is evaluated later.</param>
/// <param name="NextOccurrenceBefore">What it waited for or worked on.</param>
/// <param name="NextOccurrence">What it waits for or works on now.</param>
public sealed record PlanChange(
    int PlanVersion,
    IReadOnlyList<string> Changed,
    int Kept,
    int Replanned,
    int? Leaving,
    int? Joining,
    DateTimeOffset? NextOccurrenceBefore,
    DateTimeOffset? NextOccurrence
);
