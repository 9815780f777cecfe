namespace CampaignTasks.Application.Tenants;

/// <summary>A starter of the removal of tenants.</summary>
internal interface ITenantRemover
{
    /// <summary>Starts the removal of a tenant that is marked for it; one that is under way continues.</summary>
    Task StartAsync(string tenantId, CancellationToken cancellationToken);
}
