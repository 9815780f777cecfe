using CampaignTasks.Api.Access;
using CampaignTasks.Domain.Tenants;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CampaignTasks.Api.Health;

/// <summary>The health of storage, by one point read.</summary>
internal sealed class StorageHealthCheck(ITenantStore tenants) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await tenants.FindAsync(LocalTenant.Id, cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
