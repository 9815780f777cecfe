using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Webhooks;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Webhooks;

/// <summary>A store of webhooks in Table Storage: one partition per tenant, newest first. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableWebhookStore(StorageTables tables) : IWebhookStore
{
    private readonly TableClient _table = tables.Definitions;

    /// <inheritdoc/>
    public async Task<Webhook> AddAsync(Webhook webhook, CancellationToken cancellationToken) =>
        await _table.TryInsertAsync(Write(webhook), cancellationToken) is { } version
            ? webhook with
            {
                ETag = version,
            }
            : await FindAsync(webhook.TenantId, webhook.Id, cancellationToken) ?? throw new ConcurrencyConflictException(What(webhook));

    /// <inheritdoc/>
    public async Task<Webhook?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        Keys.TryNewestFirst(id, out var key) && await _table.FindAsync(Partition(tenantId), key, cancellationToken) is { } row
            ? Read(row)
            : null;

    /// <inheritdoc/>
    public async Task<Webhook> UpdateAsync(Webhook webhook, CancellationToken cancellationToken) =>
        webhook with
        {
            ETag = await _table.UpdateOrLoseAsync(Write(webhook), webhook.ETag, TableUpdateMode.Replace, What(webhook), cancellationToken),
        };

    /// <inheritdoc/>
    public async Task DeleteAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        try
        {
            var version = ConditionalWrites.Condition(webhook.ETag, What(webhook));
            await _table.DeleteEntityAsync(Partition(webhook.TenantId), Keys.NewestFirst(webhook.Id), version, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 412)
        {
            throw new ConcurrencyConflictException(What(webhook), e);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Webhook>> ListAsync(string tenantId, CancellationToken cancellationToken) =>
        await _table.ReadAsync(RowFilter.Partition(Partition(tenantId)), cancellationToken).Select(Read).ToListAsync(cancellationToken);

    private static TableEntity Write(Webhook webhook)
    {
        var row = new TableEntity(Partition(webhook.TenantId), Keys.NewestFirst(webhook.Id));
        Columns.WriteRecord(row, webhook, DomainJson.Default.Webhook);
        return row;
    }

    private static Webhook Read(TableEntity row) =>
        Columns.ReadRecord(row, DomainJson.Default.Webhook) with
        {
            ETag = ConditionalWrites.Version(row),
        };

    private static string Partition(string tenantId) => Keys.Partition(tenantId, "webhook");

    private static string What(Webhook webhook) => $"Webhook {webhook.Id}";
}
