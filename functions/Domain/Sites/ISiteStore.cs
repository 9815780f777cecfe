namespace CampaignTasks.Domain.Sites;

/// <summary>A store of sites and their apps.</summary>
public interface ISiteStore
{
    /// <summary>Stores a new site.</summary>
    /// <returns>The site as stored: the first of two with the same id.</returns>
    Task<Site> AddAsync(Site site, CancellationToken cancellationToken);

    /// <summary>Finds a site; null when the tenant has none with this id.</summary>
    Task<Site?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Replaces a site if it still has the version it was read with.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task<Site> UpdateAsync(Site site, CancellationToken cancellationToken);

    /// <summary>Deletes a site if it still has the version it was read with; one that is gone is no error. Its apps stay.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task DeleteAsync(Site site, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's sites, newest first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<Site>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Stores a new app of a site.</summary>
    /// <returns>The app as stored: the first of two with the same id.</returns>
    Task<SiteApp> AddAppAsync(SiteApp app, CancellationToken cancellationToken);

    /// <summary>Finds an app of a site; null when the site has none with this id.</summary>
    Task<SiteApp?> FindAppAsync(string tenantId, string siteId, string id, CancellationToken cancellationToken);

    /// <summary>Deletes an app; one that is gone is no error.</summary>
    Task DeleteAppAsync(string tenantId, string siteId, string id, CancellationToken cancellationToken);

    /// <summary>Lists the apps of a site, newest first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<SiteApp>> ListAppsAsync(string tenantId, string siteId, int limit, string? cursor, CancellationToken cancellationToken);
}
