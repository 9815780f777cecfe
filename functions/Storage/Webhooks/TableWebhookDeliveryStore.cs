using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Webhooks;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;
using CampaignTasks.Storage.Tenants;

namespace CampaignTasks.Storage.Webhooks;

/// <summary>
/// A store of webhooks' deliveries in Table Storage: one partition per webhook, newest event first. Status, due time and contact are
/// columns of their own, by which the service filters. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableWebhookDeliveryStore(StorageTables tables) : IWebhookDeliveryStore
{
    private const string Status = "Status";
    private const string DueAt = "DueAt";
    private const string Contact = "Contact";

    private readonly TableClient _table = tables.Deliveries;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> AddAsync(IReadOnlyList<WebhookDelivery> deliveries, CancellationToken cancellationToken)
    {
        List<string> open = [];
        foreach (var batch in deliveries.DistinctBy(delivery => delivery.Id).Chunk(RowLimits.TransactionActions))
        {
            open.AddRange(await AddBatchAsync(batch, cancellationToken));
        }

        return open;
    }

    /// <inheritdoc/>
    public async Task<WebhookDelivery?> FindAsync(string tenantId, string webhookId, string id, CancellationToken cancellationToken) =>
        Keys.TryNewestFirst(id, out var key) && await _table.FindAsync(Partition(tenantId, webhookId), key, cancellationToken) is { } row
            ? Read(row)
            : null;

    /// <inheritdoc/>
    public async Task<WebhookDelivery> UpdateAsync(WebhookDelivery delivery, CancellationToken cancellationToken) =>
        delivery with
        {
            ETag = await _table.UpdateOrLoseAsync(
                Write(delivery),
                delivery.ETag,
                TableUpdateMode.Replace,
                $"Delivery {delivery.Id}",
                cancellationToken
            ),
        };

    /// <inheritdoc/>
    public Task<CursorPage<WebhookDelivery>> ListAsync(
        string tenantId,
        string webhookId,
        DeliveryStatus? status,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) =>
        RowLists.PageAsync(
            _table,
            Partition(tenantId, webhookId),
            status is { } wanted ? TableClient.CreateQueryFilter($"Status eq {EnumNames.Of(wanted)}") : null,
            isSieved: false,
            limit,
            cursor,
            Read,
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WebhookDelivery>> FindDueAsync(
        string tenantId,
        string webhookId,
        DateTimeOffset before,
        int most,
        CancellationToken cancellationToken
    ) =>
        await _table
            .ReadAsync(
                $"{RowFilter.Partition(Partition(tenantId, webhookId))} and {TableClient.CreateQueryFilter($"DueAt lt {before}")}",
                Math.Min(most, RowLimits.PageRows),
                columns: null,
                cancellationToken
            )
            .Take(most)
            .Select(Read)
            .ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAllAsync(string tenantId, string webhookId, CancellationToken cancellationToken) =>
        DeleteAsync(RowFilter.Partition(Partition(tenantId, webhookId)), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteOfContactAsync(string tenantId, string contactId, CancellationToken cancellationToken) =>
        DeleteAsync($"{TenantRange.Of(tenantId)} and {TableClient.CreateQueryFilter($"Contact eq {contactId}")}", cancellationToken);

    private async Task DeleteAsync(string filter, CancellationToken cancellationToken)
    {
        while (await _table.DeleteSomeAsync(filter, RowLimits.PageRows, cancellationToken) > 0) { }
    }

    // New events are the rule: one transaction. Where one of them is stored already, only the others are inserted.
    private async Task<IEnumerable<string>> AddBatchAsync(IReadOnlyList<WebhookDelivery> batch, CancellationToken cancellationToken)
    {
        List<string> open = [];
        for (var left = batch; left.Count > 0; )
        {
            var rows = left.Select(delivery => ConditionalWrites.Sign(Write(delivery))).ToList();
            try
            {
                await _table.SubmitTransactionAsync(RowBatches.Each(TableTransactionActionType.Add, rows), cancellationToken);
                open.AddRange(left.Select(delivery => delivery.Id));
                break;
            }
            catch (TableTransactionFailedException e) when (e.Status is 409)
            {
                var stored = await ReadAsync(left, cancellationToken);
                open.AddRange(stored.Values.Where(IsUntried).Select(delivery => delivery.Id));
                left = [.. left.Where(delivery => !stored.ContainsKey(delivery.Id))];
            }
        }

        return open;
    }

    private async Task<Dictionary<string, WebhookDelivery>> ReadAsync(
        IReadOnlyList<WebhookDelivery> wanted,
        CancellationToken cancellationToken
    )
    {
        var ids = wanted.Select(delivery => delivery.Id).ToHashSet(StringComparer.Ordinal);
        var keys = ids.Select(Keys.NewestFirst).Order(StringComparer.Ordinal).ToList();
        var partition = Partition(wanted[0].TenantId, wanted[0].WebhookId);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {keys[0]} and RowKey le {keys[^1]}");
        return await _table
            .ReadAsync(filter, cancellationToken)
            .Select(Read)
            .Where(delivery => ids.Contains(delivery.Id))
            .ToDictionaryAsync(delivery => delivery.Id, StringComparer.Ordinal, cancellationToken: cancellationToken);
    }

    private static bool IsUntried(WebhookDelivery delivery) => delivery is { Status: DeliveryStatus.Pending, Attempts: 0 };

    private static TableEntity Write(WebhookDelivery delivery)
    {
        var row = new TableEntity(Partition(delivery.TenantId, delivery.WebhookId), Keys.NewestFirst(delivery.Id))
        {
            [Status] = EnumNames.Of(delivery.Status),
            [OldRows.KeptSince] = delivery.CreatedAt.ToUniversalTime(),
        };
        if (delivery is { Status: DeliveryStatus.Pending, NextAttemptAt: { } due })
        {
            row[DueAt] = due.ToUniversalTime();
        }

        if (delivery.ContactId is { } contactId)
        {
            row[Contact] = contactId;
        }

        Columns.WriteRecord(row, delivery, DomainJson.Default.WebhookDelivery);
        return row;
    }

    private static WebhookDelivery Read(TableEntity row) =>
        Columns.ReadRecord(row, DomainJson.Default.WebhookDelivery) with
        {
            ETag = ConditionalWrites.Version(row),
        };

    private static string Partition(string tenantId, string webhookId) => Keys.Partition(tenantId, webhookId);
}
