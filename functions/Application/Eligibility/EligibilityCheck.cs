namespace CampaignTasks.Application.Eligibility;

/// <summary>What a gate says on one point.</summary>
/// <param name="Gate">The point: `contact`, `consent`, `ownership` or `frequency`.</param>
/// <param name="Passes">Whether it lets the message go.</param>
/// <param name="Reason">What was found; of one that does not pass, what the message's record says.</param>
/// <param name="Until">When it will let the message go; null when never, or now.</param>
internal sealed record EligibilityCheck(string Gate, bool Passes, string Reason, DateTimeOffset? Until = null);
