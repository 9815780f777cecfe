using CampaignTasks.Domain;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps webhooks' deliveries in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryWebhookDeliveryStore : IWebhookDeliveryStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Webhook, string Id), WebhookDelivery> _deliveries = [];
    private int _version;

    /// <summary>All deliveries.</summary>
    public IReadOnlyList<WebhookDelivery> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _deliveries.Values];
            }
        }
    }

    public Task<IReadOnlyList<string>> AddAsync(IReadOnlyList<WebhookDelivery> deliveries, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            List<string> open = [];
            foreach (var delivery in deliveries.DistinctBy(delivery => delivery.Id))
            {
                var stored = _deliveries.GetValueOrDefault(KeyOf(delivery)) ?? Save(delivery);
                if (stored is { Status: DeliveryStatus.Pending, Attempts: 0 })
                {
                    open.Add(stored.Id);
                }
            }

            return Task.FromResult<IReadOnlyList<string>>(open);
        }
    }

    public Task<WebhookDelivery?> FindAsync(string tenantId, string webhookId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_deliveries.GetValueOrDefault((tenantId, webhookId, id)));
        }
    }

    public Task<WebhookDelivery> UpdateAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _deliveries.GetValueOrDefault(KeyOf(delivery))?.ETag is { } version && version == delivery.ETag
                ? Task.FromResult(Save(delivery))
                : throw new ConcurrencyConflictException($"Delivery {delivery.Id}");
        }
    }

    public Task<CursorPage<WebhookDelivery>> ListAsync(
        string tenantId,
        string webhookId,
        DeliveryStatus? status,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult(
                ListCursor.Page(
                    Of(tenantId, webhookId)
                        .Where(delivery => status is null || delivery.Status == status)
                        .OrderByDescending(delivery => delivery.Id, StringComparer.Ordinal),
                    $"deliveries of {tenantId}/{webhookId}",
                    delivery => delivery.Id,
                    (id, from) => string.CompareOrdinal(id, from) < 0,
                    limit,
                    cursor
                )
            );
        }
    }

    public Task<IReadOnlyList<WebhookDelivery>> FindDueAsync(
        string tenantId,
        string webhookId,
        DateTimeOffset before,
        int most,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<WebhookDelivery>>([
                .. Of(tenantId, webhookId)
                    .Where(delivery => delivery.Status is DeliveryStatus.Pending && delivery.NextAttemptAt < before)
                    .Take(most),
            ]);
        }
    }

    public Task DeleteAllAsync(string tenantId, string webhookId, CancellationToken cancellationToken) =>
        DeleteAsync(delivery => delivery.TenantId == tenantId && delivery.WebhookId == webhookId);

    public Task DeleteOfContactAsync(string tenantId, string contactId, CancellationToken cancellationToken) =>
        DeleteAsync(delivery => delivery.TenantId == tenantId && delivery.ContactId == contactId);

    private Task DeleteAsync(Func<WebhookDelivery, bool> isWanted)
    {
        lock (_gate)
        {
            foreach (var delivery in _deliveries.Values.Where(isWanted).ToList())
            {
                _deliveries.Remove(KeyOf(delivery));
            }

            return Task.CompletedTask;
        }
    }

    private IEnumerable<WebhookDelivery> Of(string tenantId, string webhookId) =>
        _deliveries.Values.Where(delivery => delivery.TenantId == tenantId && delivery.WebhookId == webhookId);

    private WebhookDelivery Save(WebhookDelivery delivery) =>
        _deliveries[KeyOf(delivery)] = delivery with { ETag = $"W/\"delivery-{++_version}\"" };

    private static (string Tenant, string Webhook, string Id) KeyOf(WebhookDelivery delivery) =>
        (delivery.TenantId, delivery.WebhookId, delivery.Id);
}
