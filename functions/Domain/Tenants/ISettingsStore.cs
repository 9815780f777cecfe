namespace CampaignTasks.Domain.Tenants;

/// <summary>A store of tenants' settings.</summary>
public interface ISettingsStore
{
    /// <summary>Reads the tenant's settings; the defaults when none were stored.</summary>
    Task<TenantSettings> ReadAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Stores settings if they still have the version they were read with.</summary>
    /// <exception cref="ConcurrencyConflictException">They were changed in between.</exception>
    Task<TenantSettings> SaveAsync(TenantSettings settings, CancellationToken cancellationToken);
}
