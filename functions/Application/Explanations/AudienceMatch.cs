using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Application.Explanations;

/// <summary>How one person stands to an audience right now.</summary>
/// <param name="Kind">`list`, `buyers`, `segment` or `members` (of a saved static list).</param>
/// <param name="Matches">Whether they are in it.</param>
/// <param name="Findings">What each condition came to.</param>
internal sealed record AudienceMatch(string Kind, bool Matches, IReadOnlyList<Finding> Findings)
{
    /// <summary>The first condition that keeps them out; null when none does.</summary>
    public Finding? Obstacle => Matches ? null : Findings.FirstOrDefault(finding => finding.Holds == IsTurnedRound(finding.Condition));

    // An odd number of nots above a condition turns its meaning round.
    private static bool IsTurnedRound(string condition) => condition.Split('.').Count(part => part.Split('[')[0] is "not") % 2 is 1;
}
