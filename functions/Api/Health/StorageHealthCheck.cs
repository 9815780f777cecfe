using CampaignTasks.Api.Access;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Health;

/// <summary>Storage, by one point read.</summary>
internal sealed class StorageHealthCheck(Domain.Tenants.ITenantStore tenants) : IHealthCheck
{
    public string Name => "storage";

    public Task CheckAsync(CancellationToken cancellationToken) => tenants.FindAsync(LocalTenant.Id, cancellationToken);
}
