using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain.Push;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Push;

/// <summary>
/// A store of browsers' subscriptions in Table Storage: a row for each in the tenant's partition, and an entry in the contact's. An entry
/// without its row, or with another contact's, counts as none. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TablePushSubscriptionStore(StorageTables tables) : IPushSubscriptionStore
{
    private readonly TableClient _table = tables.Definitions;

    /// <inheritdoc/>
    public async Task<string?> SaveAsync(PushSubscription subscription, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        var before = await FindAsync(subscription.TenantId, subscription.Id, cancellationToken);

        // The entry first: a row without an entry would be forgotten by an erasure.
        var entry = new TableEntity(Entries(subscription.TenantId, subscription.ContactId), subscription.Id);
        await _table.UpsertEntityAsync(entry, TableUpdateMode.Replace, cancellationToken);
        var row = new TableEntity(Partition(subscription.TenantId), subscription.Id);
        Columns.WriteRecord(row, subscription, DomainJson.Default.PushSubscription);
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        if (before is null || before.ContactId == subscription.ContactId)
        {
            return null;
        }

        await DeleteEntryAsync(before.TenantId, before.ContactId, before.Id, cancellationToken);
        return before.ContactId;
    }

    /// <inheritdoc/>
    public async Task<PushSubscription?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        PushAddress.IsId(id) && await _table.FindAsync(Partition(tenantId), id, cancellationToken) is { } row
            ? Columns.ReadRecord(row, DomainJson.Default.PushSubscription)
            : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PushSubscription>> ListAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        var found = new List<PushSubscription>();
        foreach (var id in await IdsAsync(tenantId, contactId, cancellationToken))
        {
            if (await FindAsync(tenantId, id, cancellationToken) is { } subscription && subscription.ContactId == contactId)
            {
                found.Add(subscription);
            }
        }

        return
        [
            .. found.OrderByDescending(subscription => subscription.SeenAt).ThenBy(subscription => subscription.Id, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string tenantId, string contactId, string id, CancellationToken cancellationToken)
    {
        // The row first: with the entry gone, a repetition would not find it.
        if (await FindAsync(tenantId, id, cancellationToken) is { } subscription && subscription.ContactId == contactId)
        {
            await _table.DeleteEntityAsync(Partition(tenantId), id, ETag.All, cancellationToken);
            await DeleteEntryAsync(tenantId, contactId, id, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAllAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        foreach (var id in await IdsAsync(tenantId, contactId, cancellationToken))
        {
            await DeleteAsync(tenantId, contactId, id, cancellationToken);
            await DeleteEntryAsync(tenantId, contactId, id, cancellationToken);
        }
    }

    private static string Partition(string tenantId) => Keys.Partition(tenantId, "push");

    private static string Entries(string tenantId, string contactId) => Keys.Partition(tenantId, "pushOf", contactId);

    private async Task<List<string>> IdsAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Entries(tenantId, contactId)}");
        await foreach (var entry in _table.ReadAsync(filter, cancellationToken))
        {
            ids.Add(entry.RowKey);
        }

        return ids;
    }

    private async Task DeleteEntryAsync(string tenantId, string contactId, string id, CancellationToken cancellationToken) =>
        await _table.DeleteEntityAsync(Entries(tenantId, contactId), id, ETag.All, cancellationToken);
}
