using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tenants;

/// <summary>A tenant.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">`active`; `suspended`: its keys are refused, nothing is sent; `deleting`: all that it has is being removed.</param>
/// <param name="Quotas">The quotas that differ from the deployment's; null: the deployment's.</param>
/// <param name="CreatedAt">When it was created.</param>
internal sealed record TenantView(string Id, string Name, TenantStatus Status, TenantQuotas Quotas, DateTimeOffset CreatedAt)
{
    public static TenantView From(Tenant tenant) => new(tenant.Id, tenant.Name, tenant.Status, tenant.Quotas, tenant.CreatedAt);
}
