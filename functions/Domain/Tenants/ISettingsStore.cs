namespace CampaignTasks.Domain.Tenants;

/// <summary>Keeps tenants' settings.</summary>
public interface ISettingsStore
{
    /// <summary>The tenant's settings; the defaults when it never decided anything.</summary>
    Task<TenantSettings> ReadAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Stores settings if they still have the version they were read with.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed them in between.</exception>
    Task<TenantSettings> SaveAsync(TenantSettings settings, CancellationToken cancellationToken);
}
