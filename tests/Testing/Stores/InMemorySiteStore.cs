using CampaignTasks.Domain;
using CampaignTasks.Domain.Sites;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps sites and their apps in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemorySiteStore : ISiteStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Id), Site> _sites = [];
    private readonly Dictionary<(string Tenant, string Site, string Id), SiteApp> _apps = [];
    private int _version;

    public Task<Site> AddAsync(Site site, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_sites.GetValueOrDefault((site.TenantId, site.Id)) ?? Save(site));
        }
    }

    public Task<Site?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_sites.GetValueOrDefault((tenantId, id)));
        }
    }

    public Task<Site> UpdateAsync(Site site, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            EnsureVersion(site);
            return Task.FromResult(Save(site));
        }
    }

    public Task DeleteAsync(Site site, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_sites.ContainsKey((site.TenantId, site.Id)))
            {
                EnsureVersion(site);
                _sites.Remove((site.TenantId, site.Id));
            }

            return Task.CompletedTask;
        }
    }

    public Task<CursorPage<Site>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(
                ListCursor.Page(
                    _sites.Values.Where(site => site.TenantId == tenantId).OrderByDescending(site => site.Id, StringComparer.Ordinal),
                    $"sites of {tenantId}",
                    site => site.Id,
                    (id, from) => string.CompareOrdinal(id, from) < 0,
                    limit,
                    cursor
                )
            );
        }
    }

    public Task<SiteApp> AddAppAsync(SiteApp app, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _apps.TryAdd((app.TenantId, app.SiteId, app.Id), app);
            return Task.FromResult(_apps[(app.TenantId, app.SiteId, app.Id)]);
        }
    }

    public Task<SiteApp?> FindAppAsync(string tenantId, string siteId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_apps.GetValueOrDefault((tenantId, siteId, id)));
        }
    }

    public Task DeleteAppAsync(string tenantId, string siteId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _apps.Remove((tenantId, siteId, id));
            return Task.CompletedTask;
        }
    }

    public Task<CursorPage<SiteApp>> ListAppsAsync(
        string tenantId,
        string siteId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            var own = _apps.Values.Where(app => (app.TenantId, app.SiteId) == (tenantId, siteId));
            return Task.FromResult(
                ListCursor.Page(
                    own.OrderByDescending(app => app.Id, StringComparer.Ordinal),
                    $"apps of {tenantId}/{siteId}",
                    app => app.Id,
                    (id, from) => string.CompareOrdinal(id, from) < 0,
                    limit,
                    cursor
                )
            );
        }
    }

    private Site Save(Site site) => _sites[(site.TenantId, site.Id)] = site with { ETag = $"W/\"site-{++_version}\"" };

    private void EnsureVersion(Site site)
    {
        if (_sites.GetValueOrDefault((site.TenantId, site.Id))?.ETag != site.ETag)
        {
            throw new ConcurrencyConflictException($"Site {site.Id}");
        }
    }
}
