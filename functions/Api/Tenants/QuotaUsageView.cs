namespace CampaignTasks.Api.Tenants;

/// <summary>The use of a tenant's quotas.</summary>
/// <param name="Items">
/// By kind: `keys`, `accounts`, `tasks` (those that have not ended), `audiences`, `webhooks`, `contacts`, `storedBytes`.
/// </param>
internal sealed record QuotaUsageView(IReadOnlyDictionary<string, QuotaUse> Items);
