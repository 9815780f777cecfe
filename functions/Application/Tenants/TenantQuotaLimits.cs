using CampaignTasks.Application.Configuration;
using CampaignTasks.Domain.Tenants;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Tenants;

/// <summary>The quotas of tenants: their own, or the deployment's.</summary>
internal sealed class TenantQuotaLimits(ITenantStore tenants, IOptions<QuotaOptions> options)
{
    /// <summary>Gets the most of a kind that a tenant may have. One point read.</summary>
    public async Task<long> OfAsync(string tenantId, QuotaKind kind, CancellationToken cancellationToken) =>
        Of(await tenants.FindAsync(tenantId, cancellationToken), kind);

    /// <summary>Gets the most of a kind that a tenant may have; null: one without quotas of its own.</summary>
    public long Of(Tenant? tenant, QuotaKind kind) => tenant?.Quotas.Of(kind) ?? options.Value.Of(kind);
}
