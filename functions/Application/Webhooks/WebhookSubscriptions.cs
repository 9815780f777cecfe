using System.Collections.Concurrent;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Webhooks;

/// <summary>
/// The active webhooks of tenants, as this process read them a moment ago: it is asked wherever something happens, and reads storage at
/// most every few seconds. Thread-safe.
/// </summary>
internal sealed class WebhookSubscriptions(IWebhookStore webhooks, TimeProvider time)
{
    /// <summary>The time for which other processes may not know of a new webhook.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private const int MaxTenants = 10_000;

    private readonly ConcurrentDictionary<string, (IReadOnlyList<Webhook> Active, long ReadAt)> _known = new(StringComparer.Ordinal);

    /// <summary>Gets the webhooks of a tenant that are notified of one of these types.</summary>
    public async ValueTask<IReadOnlyList<Webhook>> ForAsync(
        string tenantId,
        IReadOnlyCollection<string> types,
        CancellationToken cancellationToken
    )
    {
        var active = await ActiveAsync(tenantId, cancellationToken);
        return active.Count is 0 ? active : [.. active.Where(webhook => types.Any(webhook.Events.Contains))];
    }

    /// <summary>Forgets what is known of a tenant whose webhooks have just changed.</summary>
    public void Changed(string tenantId) => _known.TryRemove(tenantId, out _);

    private async ValueTask<IReadOnlyList<Webhook>> ActiveAsync(string tenantId, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(tenantId, out var known) && time.GetElapsedTime(known.ReadAt) < MaxAge)
        {
            return known.Active;
        }

        var began = time.GetTimestamp();
        Webhook[] active =
        [
            .. (await webhooks.ListAsync(tenantId, cancellationToken)).Where(webhook => webhook.Status is WebhookStatus.Active),
        ];
        if (_known.Count >= MaxTenants)
        {
            _known.Clear();
        }

        _known[tenantId] = (active, began);
        return active;
    }
}
