namespace CampaignTasks.Domain.Tenants;

/// <summary>A company that uses this service.</summary>
public sealed record Tenant(string Id, string Name, DateTimeOffset CreatedAt);
