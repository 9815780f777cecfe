namespace CampaignTasks.Api.Tenants;

/// <summary>All of a tenant's keys.</summary>
internal sealed record ApiKeyList(IReadOnlyList<ApiKeyView> Items, string? Next);
