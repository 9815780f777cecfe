using CampaignTasks.Application.Eligibility;

namespace CampaignTasks.Application.Explanations;

/// <summary>The result of one eligibility check.</summary>
/// <param name="Gate">`contact`, `address`, `consent`, `suppression`, `ownership` or `frequency`.</param>
/// <param name="Passes">Whether it allows a message.</param>
/// <param name="Reason">The finding.</param>
/// <param name="Until">When it will allow one; null when it does already, or never will.</param>
public sealed record EligibilityExplanationView(string Gate, bool Passes, string Reason, DateTimeOffset? Until)
{
    internal static EligibilityExplanationView From(EligibilityCheck check) => new(check.Name, check.Passes, check.Reason, check.Until);
}
