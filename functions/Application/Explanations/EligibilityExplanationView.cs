using CampaignTasks.Application.Eligibility;

namespace CampaignTasks.Application.Explanations;

/// <summary>What the last gate says on one point.</summary>
/// <param name="Gate">`contact`, `address`, `consent`, `ownership` or `frequency`.</param>
/// <param name="Passes">Whether it lets a message go.</param>
/// <param name="Reason">What was found.</param>
/// <param name="Until">When it will let one go; null when it does, or never will.</param>
public sealed record EligibilityExplanationView(string Gate, bool Passes, string Reason, DateTimeOffset? Until)
{
    internal static EligibilityExplanationView From(EligibilityCheck check) => new(check.Name, check.Passes, check.Reason, check.Until);
}
