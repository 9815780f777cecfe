using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Sites;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Sites;

/// <summary>
/// A store of sites in Table Storage: one partition per tenant for sites, and one per site for its apps, newest first. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableSiteStore(StorageTables tables) : ISiteStore
{
    private readonly TableClient _table = tables.Definitions;

    /// <inheritdoc/>
    public async Task<Site> AddAsync(Site site, CancellationToken cancellationToken) =>
        await _table.TryInsertAsync(Write(site), cancellationToken) is { } version
            ? site with
            {
                ETag = version,
            }
            : await FindAsync(site.TenantId, site.Id, cancellationToken) ?? throw new ConcurrencyConflictException(What(site));

    /// <inheritdoc/>
    public async Task<Site?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        Keys.TryNewestFirst(id, out var key) && await _table.FindAsync(Partition(tenantId), key, cancellationToken) is { } row
            ? Read(row)
            : null;

    /// <inheritdoc/>
    public async Task<Site> UpdateAsync(Site site, CancellationToken cancellationToken) =>
        site with
        {
            ETag = await _table.UpdateOrLoseAsync(Write(site), site.ETag, TableUpdateMode.Replace, What(site), cancellationToken),
        };

    /// <inheritdoc/>
    public async Task DeleteAsync(Site site, CancellationToken cancellationToken)
    {
        try
        {
            var version = ConditionalWrites.Condition(site.ETag, What(site));
            await _table.DeleteEntityAsync(Partition(site.TenantId), Keys.NewestFirst(site.Id), version, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 412)
        {
            throw new ConcurrencyConflictException(What(site), e);
        }
    }

    /// <inheritdoc/>
    public Task<CursorPage<Site>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
        RowLists.PageAsync(_table, Partition(tenantId), filter: null, isSieved: false, limit, cursor, Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<SiteApp> AddAppAsync(SiteApp app, CancellationToken cancellationToken)
    {
        var row = new TableEntity(AppPartition(app.TenantId, app.SiteId), Keys.NewestFirst(app.Id));
        Columns.WriteRecord(row, app, DomainJson.Default.SiteApp);
        return await _table.TryInsertAsync(row, cancellationToken) is not null
            ? app
            : await FindAppAsync(app.TenantId, app.SiteId, app.Id, cancellationToken) ?? app;
    }

    /// <inheritdoc/>
    public async Task<SiteApp?> FindAppAsync(string tenantId, string siteId, string id, CancellationToken cancellationToken) =>
        Keys.TryNewestFirst(id, out var key) && await _table.FindAsync(AppPartition(tenantId, siteId), key, cancellationToken) is { } row
            ? ReadApp(row)
            : null;

    /// <inheritdoc/>
    public async Task DeleteAppAsync(string tenantId, string siteId, string id, CancellationToken cancellationToken)
    {
        if (Keys.TryNewestFirst(id, out var key))
        {
            await _table.DeleteEntityAsync(AppPartition(tenantId, siteId), key, ETag.All, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task<CursorPage<SiteApp>> ListAppsAsync(
        string tenantId,
        string siteId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) =>
        RowLists.PageAsync(
            _table,
            AppPartition(tenantId, siteId),
            filter: null,
            isSieved: false,
            limit,
            cursor,
            ReadApp,
            cancellationToken
        );

    private static TableEntity Write(Site site)
    {
        var row = new TableEntity(Partition(site.TenantId), Keys.NewestFirst(site.Id));
        Columns.WriteRecord(row, site, DomainJson.Default.Site);
        return row;
    }

    private static Site Read(TableEntity row) =>
        Columns.ReadRecord(row, DomainJson.Default.Site) with
        {
            ETag = ConditionalWrites.Version(row),
        };

    private static SiteApp ReadApp(TableEntity row) => Columns.ReadRecord(row, DomainJson.Default.SiteApp);

    private static string Partition(string tenantId) => Keys.Partition(tenantId, "site");

    private static string AppPartition(string tenantId, string siteId) => Keys.Partition(tenantId, "siteApp", siteId);

    private static string What(Site site) => $"Site {site.Id}";
}
