using System.Globalization;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps creatives in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryCreativeStore : ICreativeStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Id), SavedCreative> _creatives = [];
    private long _version;

    public Task<SavedCreative> AddAsync(SavedCreative creative, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _creatives.ContainsKey((creative.TenantId, creative.Id)) ? throw Lost(creative) : Task.FromResult(Save(creative));
        }
    }

    public Task<SavedCreative?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_creatives.GetValueOrDefault((tenantId, id)));
        }
    }

    public Task<SavedCreative> UpdateAsync(SavedCreative creative, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _creatives.GetValueOrDefault((creative.TenantId, creative.Id)) is { } stored && stored.ETag == creative.ETag
                ? Task.FromResult(Save(creative))
                : throw Lost(creative);
        }
    }

    public Task DeleteAsync(SavedCreative creative, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_creatives.GetValueOrDefault((creative.TenantId, creative.Id)) is { } stored && stored.ETag != creative.ETag)
            {
                throw Lost(creative);
            }

            _creatives.Remove((creative.TenantId, creative.Id));
            return Task.CompletedTask;
        }
    }

    public Task<CursorPage<SavedCreative>> ListAsync(
        string tenantId,
        CreativeFilter filter,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult(
                ListCursor.Page(
                    _creatives
                        .Values.Where(creative => creative.TenantId == tenantId && filter.Matches(creative))
                        .OrderByDescending(creative => creative.Id, StringComparer.Ordinal),
                    $"creatives of {tenantId}",
                    creative => creative.Id,
                    (id, from) => string.CompareOrdinal(id, from) < 0,
                    limit,
                    cursor
                )
            );
        }
    }

    private SavedCreative Save(SavedCreative creative) =>
        _creatives[(creative.TenantId, creative.Id)] = creative with { ETag = (++_version).ToString(CultureInfo.InvariantCulture) };

    private static ConcurrencyConflictException Lost(SavedCreative creative) => new($"Creative {creative.Id}");
}
