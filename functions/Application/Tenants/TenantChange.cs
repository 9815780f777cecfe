using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Tenants;

/// <summary>A change of a tenant: absent fields stay as they are.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Status">`active` or `suspended`.</param>
/// <param name="Quotas">The quotas that differ from the deployment's, all of them; null: none differs.</param>
public sealed record TenantChange(string? Name, TenantAccess? Status, TenantQuotas? Quotas);
