namespace CampaignTasks.Application.Eligibility;

/// <summary>The result of one of the rules.</summary>
/// <param name="Name">The rule: `contact`, `address`, `consent`, `suppression`, `ownership` or `frequency`.</param>
/// <param name="Passes">Whether the message may leave by this rule.</param>
/// <param name="Reason">The finding; where it does not pass, the reason on the message's record.</param>
/// <param name="Until">When it will pass; null when never, or now.</param>
internal sealed record EligibilityCheck(string Name, bool Passes, string Reason, DateTimeOffset? Until = null);
