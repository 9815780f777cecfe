using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Application.Explanations;

/// <summary>The match of one person with an audience right now.</summary>
/// <param name="Kind">`list`, `buyers`, `segment` or `members` (of a saved static list).</param>
/// <param name="Matches">Whether they are in it.</param>
/// <param name="Findings">The result of each condition.</param>
internal sealed record AudienceMatch(string Kind, bool Matches, IReadOnlyList<Finding> Findings)
{
    /// <summary>Gets the first condition that excludes them; null when none does.</summary>
    public Finding? Obstacle => Matches ? null : Findings.FirstOrDefault(finding => finding.Holds == IsNegated(finding.Condition));

    // An odd number of nots above a condition negates it.
    private static bool IsNegated(string condition) => condition.Split('.').Count(part => part.Split('[')[0] is "not") % 2 is 1;
}
