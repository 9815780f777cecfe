namespace CampaignTasks.Domain.Tenants;

/// <summary>One company.</summary>
public sealed record Tenant(string Id, string Name, DateTimeOffset CreatedAt);
