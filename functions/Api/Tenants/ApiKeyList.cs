namespace CampaignTasks.Api.Tenants;

/// <summary>A page of a tenant's keys.</summary>
internal sealed record ApiKeyList(IReadOnlyList<ApiKeyView> Items, string? Next);
