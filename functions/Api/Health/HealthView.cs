namespace CampaignTasks.Api.Health;

/// <summary>The health of the app: whether it works.</summary>
/// <param name="Status">`healthy` or `unhealthy`.</param>
/// <param name="Parts">The same for each part, or `degraded`: it works, but something in it failed when last tried.</param>
internal sealed record HealthView(string Status, IReadOnlyDictionary<string, string> Parts);
