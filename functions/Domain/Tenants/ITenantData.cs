namespace CampaignTasks.Domain.Tenants;

/// <summary>All that is stored for a tenant, for its removal.</summary>
public interface ITenantData
{
    /// <summary>
    /// Deletes a part of what is stored for the tenant, in every store; repeat it until nothing is left. The tenant's own row in
    /// <see cref="ITenantStore"/> stays.
    /// </summary>
    /// <returns>The number of rows deleted; 0 when nothing is left.</returns>
    Task<int> DeleteSomeAsync(string tenantId, CancellationToken cancellationToken);
}
