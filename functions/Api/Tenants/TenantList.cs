namespace CampaignTasks.Api.Tenants;

/// <summary>A page of tenants.</summary>
internal sealed record TenantList(IReadOnlyList<TenantView> Items, string? Next);
