using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tenants;

/// <summary>A key to be created.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Role">Its role; each role includes those before it.</param>
/// <param name="ExpiresAt">When it stops working, as in 2026-12-01T09:00:00Z; absent: never.</param>
internal sealed record ApiKeyRequest(string? Name, Role? Role, string? ExpiresAt);
