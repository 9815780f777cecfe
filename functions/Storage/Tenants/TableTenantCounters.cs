using System.Collections.Concurrent;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Contacts;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Tenants;

/// <summary>A store of counters in Table Storage, one row for each tenant and kind. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed partial class TableTenantCounters(StorageTables tables) : ITenantCounters
{
    private const string Count = "Count";
    private const string CountedAt = "CountedAt";
    private const int ChangesAtOnce = 1000;
    private const int Rounds = 50;

    private readonly TableClient _table = tables.Definitions;
    private readonly TableClient _contacts = tables.Contacts;
    private readonly ConcurrentDictionary<(string TenantId, QuotaKind Kind), GroupCommit<long>> _groups = new();

    /// <inheritdoc/>
    public async Task<long> ReadAsync(string tenantId, QuotaKind kind, CancellationToken cancellationToken) =>
        CountOf(await FindAsync(tenantId, kind, cancellationToken));

    /// <inheritdoc/>
    public Task AddAsync(string tenantId, QuotaKind kind, long change, CancellationToken cancellationToken) =>
        _groups
            .GetOrAdd(
                (tenantId, kind),
                // Several callers wait for one group, so none of them can cancel it.
                key => new(ChangesAtOnce, changes => ChangeAsync(key.TenantId, key.Kind, row => Add(row, changes.Sum()), default))
            )
            .AddAsync(change, cancellationToken);

    /// <inheritdoc/>
    public async Task<long> RecountAsync(
        string tenantId,
        QuotaKind kind,
        DateTimeOffset notSince,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(kind, QuotaKind.Contacts);
        var row = await FindAsync(tenantId, kind, cancellationToken);
        if (row?.GetDateTimeOffset(CountedAt) >= notSince)
        {
            return 0;
        }

        var drift = await CountContactsAsync(tenantId, cancellationToken) - CountOf(row);
        await ChangeAsync(
            tenantId,
            kind,
            counter =>
            {
                counter[CountedAt] = now.ToUniversalTime();
                return Add(counter, drift);
            },
            cancellationToken
        );
        return drift;
    }

    /// <summary>
    /// Changes a counter's row, and again when another process changed it in between. Where the change returns false, nothing is written.
    /// </summary>
    private async Task ChangeAsync(string tenantId, QuotaKind kind, Func<TableEntity, bool> change, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            var before = await FindAsync(tenantId, kind, cancellationToken);
            var row = before ?? new TableEntity(Partition(tenantId), EnumNames.Of(kind));
            if (!change(row))
            {
                return;
            }

            try
            {
                if (before is not null)
                {
                    var version = ConditionalWrites.Version(before);
                    await _table.UpdateOrLoseAsync(row, version, TableUpdateMode.Replace, What(kind), cancellationToken);
                    return;
                }

                if (await _table.TryInsertAsync(row, cancellationToken) is not null)
                {
                    return;
                }

                throw new ConcurrencyConflictException(What(kind));
            }
            catch (ConcurrencyConflictException) when (round < Rounds)
            {
                // Another process counted in between: on top of that.
            }
        }
    }

    private static bool Add(TableEntity row, long change)
    {
        row[Count] = Math.Max(0, CountOf(row) + change);
        return true;
    }

    private Task<TableEntity?> FindAsync(string tenantId, QuotaKind kind, CancellationToken cancellationToken) =>
        _table.FindAsync(Partition(tenantId), EnumNames.Of(kind), cancellationToken);

    private async Task<long> CountContactsAsync(string tenantId, CancellationToken cancellationToken)
    {
        var count = 0L;
        for (var shard = 0; shard < ContactKey.Shards; shard++)
        {
            var rows = _contacts.ReadAsync(
                ContactRows.After(tenantId, shard, afterKey: null),
                RowLimits.PageRows,
                columns: [],
                cancellationToken
            );
            count += await rows.LongCountAsync(cancellationToken);
        }

        return count;
    }

    private static long CountOf(TableEntity? row) => row?.GetInt64(Count) ?? 0;

    private static string Partition(string tenantId) => Keys.Partition(tenantId, "usage");

    private static string What(QuotaKind kind) => $"The counter of {EnumNames.Of(kind)}";
}
