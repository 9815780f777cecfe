using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Tenants;

/// <summary>
/// A store of tenants and API keys in Table Storage. A key is stored twice: in its tenant's list, and under its hash, for the check of
/// calls. The list is written first and cleared last, so that every working key can be seen and revoked. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableTenantStore(StorageTables tables) : ITenantStore
{
    private const string TenantList = "tenant";
    private const string Key = "key";

    private readonly TableClient _directory = tables.Directory;
    private readonly TableClient _keys = tables.Definitions;

    /// <inheritdoc/>
    public async Task AddAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        var row = new TableEntity(TenantList, Keys.Part(tenant.Id));
        Columns.WriteRecord(row, tenant, DomainJson.Default.Tenant);
        await _directory.TryInsertAsync(row, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Tenant?> FindAsync(string id, CancellationToken cancellationToken) =>
        await _directory.FindAsync(TenantList, Keys.Part(id), cancellationToken) is { } row
            ? Columns.ReadRecord(row, DomainJson.Default.Tenant)
            : null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Tenant> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _directory.ReadAsync(RowFilter.Partition(TenantList), cancellationToken))
        {
            yield return Columns.ReadRecord(row, DomainJson.Default.Tenant);
        }
    }

    /// <inheritdoc/>
    public async Task AddKeyAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var former = await FindKeyAsync(key.Hash, cancellationToken);
        var listed = Write(key, Partition(key.TenantId), Keys.NewestFirst(key.Id));
        await _keys.UpsertEntityAsync(listed, TableUpdateMode.Replace, cancellationToken);
        await _directory.UpsertEntityAsync(Write(key, Address(key.Hash), Key), TableUpdateMode.Replace, cancellationToken);
        if (former is not null && (former.TenantId, former.Id) != (key.TenantId, key.Id))
        {
            await _keys.DeleteEntityAsync(Partition(former.TenantId), Keys.NewestFirst(former.Id), ETag.All, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<ApiKey?> FindKeyAsync(string hash, CancellationToken cancellationToken) =>
        await _directory.FindAsync(Address(hash), Key, cancellationToken) is { } row ? Read(row) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApiKey>> ListKeysAsync(string tenantId, CancellationToken cancellationToken)
    {
        List<ApiKey> keys = [];
        await foreach (var row in _keys.ReadAsync(RowFilter.Partition(Partition(tenantId)), cancellationToken))
        {
            keys.Add(Read(row));
        }

        return keys;
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteKeyAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (
            !Keys.TryNewestFirst(id, out var rowKey) || await _keys.FindAsync(Partition(tenantId), rowKey, cancellationToken) is not { } row
        )
        {
            return false;
        }

        var key = Read(row);
        if (await FindKeyAsync(key.Hash, cancellationToken) is { } working && (working.TenantId, working.Id) == (tenantId, id))
        {
            await _directory.DeleteEntityAsync(Address(key.Hash), Key, ETag.All, cancellationToken);
        }

        await _keys.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        return true;
    }

    private static TableEntity Write(ApiKey key, string partition, string rowKey)
    {
        var row = new TableEntity(partition, rowKey);
        Columns.WriteRecord(row, key, DomainJson.Default.ApiKey);
        return row;
    }

    private static ApiKey Read(TableEntity row) => Columns.ReadRecord(row, DomainJson.Default.ApiKey);

    private static string Partition(string tenantId) => Keys.Partition(tenantId, Key);

    private static string Address(string hash) => Keys.Partition(Key, hash);
}
