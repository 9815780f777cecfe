namespace CampaignTasks.Api.Tenants;

/// <summary>A tenant to be created.</summary>
/// <param name="Name">1 to 100 characters.</param>
internal sealed record TenantRequest(string? Name);
