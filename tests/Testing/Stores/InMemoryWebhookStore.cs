using CampaignTasks.Domain;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps webhooks in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryWebhookStore : IWebhookStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Id), Webhook> _webhooks = [];
    private int _version;

    /// <summary>The number of times a tenant's webhooks were listed.</summary>
    public int Lists { get; private set; }

    public Task<Webhook> AddAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_webhooks.GetValueOrDefault((webhook.TenantId, webhook.Id)) ?? Save(webhook));
        }
    }

    public Task<Webhook?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_webhooks.GetValueOrDefault((tenantId, id)));
        }
    }

    public Task<Webhook> UpdateAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            EnsureVersion(webhook);
            return Task.FromResult(Save(webhook));
        }
    }

    public Task DeleteAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_webhooks.ContainsKey((webhook.TenantId, webhook.Id)))
            {
                EnsureVersion(webhook);
                _webhooks.Remove((webhook.TenantId, webhook.Id));
            }

            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<Webhook>> ListAsync(string tenantId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Lists++;
            return Task.FromResult<IReadOnlyList<Webhook>>([
                .. _webhooks
                    .Values.Where(webhook => webhook.TenantId == tenantId)
                    .OrderByDescending(webhook => webhook.Id, StringComparer.Ordinal),
            ]);
        }
    }

    private Webhook Save(Webhook webhook) =>
        _webhooks[(webhook.TenantId, webhook.Id)] = webhook with { ETag = $"W/\"webhook-{++_version}\"" };

    private void EnsureVersion(Webhook webhook)
    {
        if (_webhooks.GetValueOrDefault((webhook.TenantId, webhook.Id))?.ETag is not { } version || version != webhook.ETag)
        {
            throw new ConcurrencyConflictException($"Webhook {webhook.Id}");
        }
    }
}
