using CampaignTasks.Domain;
using CampaignTasks.Domain.Campaigns;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps campaigns in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryCampaignStore : ICampaignStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Id), Campaign> _campaigns = [];
    private int _version;

    public Task<Campaign?> TryAddAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var isTaken = _campaigns.ContainsKey((campaign.TenantId, campaign.Id)) || Named(campaign.TenantId, campaign.Name) is not null;
            return Task.FromResult(isTaken ? null : Save(campaign));
        }
    }

    public Task<Campaign?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_campaigns.GetValueOrDefault((tenantId, id)));
        }
    }

    public Task<Campaign?> FindByNameAsync(string tenantId, string name, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Named(tenantId, name));
        }
    }

    public Task<Campaign?> TryRenameAsync(Campaign campaign, string name, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            EnsureVersion(campaign);
            return Task.FromResult(
                name == campaign.Name ? campaign
                : Named(campaign.TenantId, name) is not null ? null
                : Save(campaign with { Name = name })
            );
        }
    }

    public Task DeleteAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_campaigns.ContainsKey((campaign.TenantId, campaign.Id)))
            {
                EnsureVersion(campaign);
                _campaigns.Remove((campaign.TenantId, campaign.Id));
            }

            return Task.CompletedTask;
        }
    }

    public Task<CursorPage<Campaign>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(
                ListCursor.Page(
                    _campaigns.Values.Where(one => one.TenantId == tenantId).OrderByDescending(one => one.Id, StringComparer.Ordinal),
                    $"campaigns of {tenantId}",
                    one => one.Id,
                    (id, from) => string.CompareOrdinal(id, from) < 0,
                    limit,
                    cursor
                )
            );
        }
    }

    private Campaign? Named(string tenantId, string name) =>
        _campaigns.Values.FirstOrDefault(campaign => campaign.TenantId == tenantId && campaign.Name == name);

    private Campaign Save(Campaign campaign) =>
        _campaigns[(campaign.TenantId, campaign.Id)] = campaign with { ETag = $"W/\"campaign-{++_version}\"" };

    private void EnsureVersion(Campaign campaign)
    {
        if (_campaigns.GetValueOrDefault((campaign.TenantId, campaign.Id))?.ETag != campaign.ETag)
        {
            throw new ConcurrencyConflictException($"Campaign {campaign.Id}");
        }
    }
}
