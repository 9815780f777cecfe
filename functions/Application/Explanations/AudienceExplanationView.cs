using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Explanations;

/// <summary>The match of a contact with an audience right now.</summary>
/// <param name="Kind">`list`, `buyers`, `segment`, `members` of a saved static list, or `addresses` that were uploaded.</param>
/// <param name="AudienceId">The saved audience; null when the task has its own.</param>
/// <param name="Matches">Whether the contact is in it.</param>
/// <param name="Conditions">The result of each condition, with its finding.</param>
public sealed record AudienceExplanationView(
    string Kind,
    string? AudienceId,
    bool Matches,
    IReadOnlyList<ConditionExplanationView> Conditions
)
{
    internal static AudienceExplanationView From(CampaignTask task, AudienceMatch match) =>
        new(
            match.Kind,
            (task.Plan.Audience as SavedAudience)?.AudienceId,
            match.Matches,
            [.. match.Findings.Select(finding => new ConditionExplanationView(finding.Condition, finding.Holds, finding.Found))]
        );
}
