using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Tenants;

/// <summary>A store of tenants and API keys in Table Storage. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableTenantStore(StorageTables tables) : ITenantStore
{
    private const string TenantList = "tenant";

    private readonly TableClient _directory = tables.Directory;
    private readonly KeyRows _keys = new(tables.Directory, tables.Definitions);

    /// <inheritdoc/>
    public async Task AddAsync(Tenant tenant, CancellationToken cancellationToken) =>
        await _directory.TryInsertAsync(Write(tenant), cancellationToken);

    /// <inheritdoc/>
    public async Task<Tenant?> FindAsync(string id, CancellationToken cancellationToken) =>
        await _directory.FindAsync(TenantList, Keys.Part(id), cancellationToken) is { } row ? Read(row) : null;

    /// <inheritdoc/>
    public async Task<Tenant> UpdateAsync(Tenant tenant, CancellationToken cancellationToken) =>
        tenant with
        {
            ETag = await _directory.UpdateOrLoseAsync(
                Write(tenant),
                tenant.ETag,
                TableUpdateMode.Replace,
                $"Tenant {tenant.Id}",
                cancellationToken
            ),
        };

    /// <inheritdoc/>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken) =>
        await _directory.DeleteEntityAsync(TenantList, Keys.Part(id), ETag.All, cancellationToken);

    /// <inheritdoc/>
    public Task<CursorPage<Tenant>> ListAsync(int limit, string? cursor, CancellationToken cancellationToken) =>
        RowLists.PageAsync(_directory, TenantList, filter: null, isSieved: false, limit, cursor, Read, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Tenant> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _directory.ReadAsync(RowFilter.Partition(TenantList), cancellationToken))
        {
            yield return Read(row);
        }
    }

    /// <inheritdoc/>
    public Task<bool> AddKeyAsync(ApiKey key, long most, CancellationToken cancellationToken) =>
        _keys.AddAsync(key, most, cancellationToken);

    /// <inheritdoc/>
    public Task<ApiKey?> FindKeyAsync(string hash, CancellationToken cancellationToken) => _keys.FindAsync(hash, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ApiKey>> ListKeysAsync(string tenantId, CancellationToken cancellationToken) =>
        _keys.ListAsync(tenantId, cancellationToken);

    /// <inheritdoc/>
    public Task<CursorPage<ApiKey>> ListKeysAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
        _keys.ListAsync(tenantId, limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public Task<KeyDeletion> DeleteKeyAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        _keys.DeleteAsync(tenantId, id, cancellationToken);

    private static TableEntity Write(Tenant tenant)
    {
        var row = new TableEntity(TenantList, Keys.Part(tenant.Id));
        Columns.WriteRecord(row, tenant, DomainJson.Default.Tenant);
        return row;
    }

    private static Tenant Read(TableEntity row) =>
        Columns.ReadRecord(row, DomainJson.Default.Tenant) with
        {
            ETag = ConditionalWrites.Version(row),
        };
}
