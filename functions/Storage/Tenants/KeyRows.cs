using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Tenants;

/// <summary>
/// API keys as rows. A key is stored twice: in its tenant's list, and under its hash, for the check of calls. The list is written first
/// and cleared last, so that every working key can be seen and revoked. One more row of the list, the ring, changes with every change of
/// the list: what was decided by the whole list is stored only if the list is still the same.
/// </summary>
/// <param name="directory">The table of hashes.</param>
/// <param name="lists">The table of lists.</param>
internal sealed class KeyRows(TableClient directory, TableClient lists)
{
    private const string Key = "key";

    // No key's row key starts with it.
    private const string Ring = "!ring";

    // Each round somebody else's change went through; more than a few mean something else is wrong.
    private const int Rounds = 16;

    /// <summary>Gets the partition of a tenant's list.</summary>
    public static string Partition(string tenantId) => Keys.Partition(tenantId, Key);

    /// <summary>Gets the place of a key's row in the directory.</summary>
    public static (string Partition, string Row) Entry(string hash) => (Keys.Partition(Key, hash), Key);

    /// <summary>Reads a row of a list; null for the ring.</summary>
    public static ApiKey? Read(TableEntity row) => row.RowKey is Ring ? null : Columns.ReadRecord(row, DomainJson.Default.ApiKey);

    public async Task<bool> AddAsync(ApiKey key, long most, CancellationToken cancellationToken)
    {
        var former = await FindAsync(key.Hash, cancellationToken);
        var isAdded = await ChangeAsync(
            key.TenantId,
            keys =>
                keys.Count(other => other.Id != key.Id && other.Hash != key.Hash) < most
                    ? Write(key, Partition(key.TenantId), Keys.NewestFirst(key.Id))
                    : null,
            cancellationToken
        );
        if (!isAdded)
        {
            return false;
        }

        var (partition, row) = Entry(key.Hash);
        await directory.UpsertEntityAsync(Write(key, partition, row), TableUpdateMode.Replace, cancellationToken);
        if (former is not null && (former.TenantId, former.Id) != (key.TenantId, key.Id))
        {
            await lists.DeleteEntityAsync(Partition(former.TenantId), Keys.NewestFirst(former.Id), ETag.All, cancellationToken);
        }

        return true;
    }

    public async Task<ApiKey?> FindAsync(string hash, CancellationToken cancellationToken)
    {
        var (partition, row) = Entry(hash);
        return await directory.FindAsync(partition, row, cancellationToken) is { } found ? Read(found) : null;
    }

    public async Task<IReadOnlyList<ApiKey>> ListAsync(string tenantId, CancellationToken cancellationToken)
    {
        List<ApiKey> keys = [];
        await foreach (var row in lists.ReadAsync(RowFilter.Partition(Partition(tenantId)), cancellationToken))
        {
            if (Read(row) is { } key)
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    public Task<CursorPage<ApiKey>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
        RowLists.PageAsync(lists, Partition(tenantId), filter: null, isSieved: false, limit, cursor, Read, cancellationToken);

    public async Task<KeyDeletion> DeleteAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (
            !Keys.TryNewestFirst(id, out var rowKey) || await lists.FindAsync(Partition(tenantId), rowKey, cancellationToken) is not { } row
        )
        {
            return KeyDeletion.NotFound;
        }

        // Revoked first: whoever decides from the list now does not count on this key any more.
        var key = Read(row)!;
        if (!key.IsRevoked && !await RevokeAsync(key, cancellationToken))
        {
            return KeyDeletion.LastAdminKey;
        }

        if (await FindAsync(key.Hash, cancellationToken) is { } working && (working.TenantId, working.Id) == (tenantId, id))
        {
            var (partition, entry) = Entry(key.Hash);
            await directory.DeleteEntityAsync(partition, entry, ETag.All, cancellationToken);
        }

        await lists.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        return KeyDeletion.Deleted;
    }

    private Task<bool> RevokeAsync(ApiKey key, CancellationToken cancellationToken) =>
        ChangeAsync(
            key.TenantId,
            keys =>
                !key.IsLastingAdmin || keys.Any(other => other.Id != key.Id && other.IsLastingAdmin)
                    ? Write(key with { IsRevoked = true }, Partition(key.TenantId), Keys.NewestFirst(key.Id))
                    : null,
            cancellationToken
        );

    /// <summary>Writes the row that is decided from the whole list, if the list has not changed since.</summary>
    /// <returns>False when the decision was to write nothing.</returns>
    private async Task<bool> ChangeAsync(
        string tenantId,
        Func<IReadOnlyList<ApiKey>, TableEntity?> decide,
        CancellationToken cancellationToken
    )
    {
        for (var round = 1; ; round++)
        {
            // The ring before the list: a change in between makes the write fail.
            var known = await lists.FindAsync(Partition(tenantId), Ring, cancellationToken);
            if (decide(await ListAsync(tenantId, cancellationToken)) is not { } row)
            {
                return false;
            }

            var ring = new TableEntity(Partition(tenantId), Ring);
            TableTransactionAction[] beside = [new(TableTransactionActionType.UpsertReplace, row)];
            try
            {
                if (known is not null)
                {
                    var version = ConditionalWrites.Version(known);
                    await lists.UpdateOrLoseAsync(ring, version, TableUpdateMode.Replace, beside, "The list of keys", cancellationToken);
                    return true;
                }

                if (await lists.TryInsertAsync(ring, beside, cancellationToken) is not null)
                {
                    return true;
                }
            }
            catch (ConcurrencyConflictException) when (round < Rounds)
            {
                continue;
            }

            if (round == Rounds)
            {
                throw new ConcurrencyConflictException("The list of keys");
            }
        }
    }

    private static TableEntity Write(ApiKey key, string partition, string rowKey)
    {
        var row = new TableEntity(partition, rowKey);
        Columns.WriteRecord(row, key, DomainJson.Default.ApiKey);
        return row;
    }
}
