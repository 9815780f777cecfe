using System.Globalization;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps settings in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemorySettingsStore : ISettingsStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TenantSettings> _settings = [];
    private long _version;

    public Task<TenantSettings> ReadAsync(string tenantId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_settings.GetValueOrDefault(tenantId) ?? new TenantSettings { TenantId = tenantId });
        }
    }

    public Task<TenantSettings> SaveAsync(TenantSettings settings, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _settings.GetValueOrDefault(settings.TenantId)?.ETag == settings.ETag
                ? Task.FromResult(
                    _settings[settings.TenantId] = settings with { ETag = (++_version).ToString(CultureInfo.InvariantCulture) }
                )
                : throw new ConcurrencyConflictException("The tenant's settings");
        }
    }
}
