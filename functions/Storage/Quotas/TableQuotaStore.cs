using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Quotas;

/// <summary>
/// The quotas in Table Storage, each in a partition of its own: they change with every message that is paced. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableQuotaStore(StorageTables tables) : IQuotaStore
{
    private readonly TableClient _table = tables.Quotas;

    /// <inheritdoc/>
    public async Task<SendQuota> ReadAsync(string tenantId, string scope, CancellationToken cancellationToken)
    {
        var (partition, key) = QuotaRows.Key(tenantId, scope);
        return await _table.FindAsync(partition, key, cancellationToken) is { } found ? QuotaRows.Read(found) : SendQuota.Empty;
    }

    /// <inheritdoc/>
    public async Task<SendQuota> SaveAsync(string tenantId, string scope, SendQuota quota, CancellationToken cancellationToken)
    {
        var row = QuotaRows.Write(tenantId, scope, quota);
        var what = $"The quota of {scope}";
        return quota with
        {
            ETag = quota.ETag is { } version
                ? await _table.UpdateOrLoseAsync(row, version, TableUpdateMode.Replace, what, cancellationToken)
                : await _table.TryInsertAsync(row, cancellationToken) ?? throw new ConcurrencyConflictException(what),
        };
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string tenantId, string scope, CancellationToken cancellationToken)
    {
        var (partition, key) = QuotaRows.Key(tenantId, scope);
        await _table.DeleteEntityAsync(partition, key, ETag.All, cancellationToken);
    }
}
