using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Webhooks;

/// <summary>
/// The disabling of webhooks whose receivers accept nothing. A delivery that was tried for a day and failed disables its webhook, unless
/// another one arrived meanwhile; a receiver that is gone (410) disables it at once. Its tenant switches it on again.
/// </summary>
internal sealed class WebhookFailures(
    IWebhookStore webhooks,
    WebhookSubscriptions subscriptions,
    TimeProvider time,
    ILogger<WebhookFailures> logger
)
{
    /// <summary>The reason of a webhook whose receiver answered 410.</summary>
    public const string Gone = "The receiver answered 410 Gone.";

    /// <summary>The reason of a webhook whose deliveries failed for a day.</summary>
    public const string FailedForADay = "No delivery has arrived for a day.";

    /// <summary>Records what came of attempts.</summary>
    /// <param name="webhook">The webhook, as it was read before them.</param>
    /// <param name="tried">The deliveries after their attempts.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task RecordAsync(Webhook webhook, IReadOnlyList<WebhookDelivery> tried, CancellationToken cancellationToken)
    {
        if (tried.Count is 0 || Change(webhook, tried) is null)
        {
            return;
        }

        Webhook? disabled = null;
        await ConflictRetry.RetryAsync(async () =>
        {
            disabled = null;
            if (
                await webhooks.FindAsync(webhook.TenantId, webhook.Id, cancellationToken) is { Status: WebhookStatus.Active } fresh
                && Change(fresh, tried) is { } changed
            )
            {
                await webhooks.UpdateAsync(changed, cancellationToken);
                disabled = changed.Status is WebhookStatus.Disabled ? changed : null;
            }
        });
        if (disabled is not null)
        {
            subscriptions.Changed(webhook.TenantId);
            logger.WebhookDisabled(disabled.Id, disabled.TenantId, disabled.DisabledReason!);
        }
    }

    /// <returns>The webhook as it is to be stored; null when nothing changes.</returns>
    private Webhook? Change(Webhook webhook, IReadOnlyList<WebhookDelivery> tried)
    {
        var now = time.GetUtcNow();
        if (tried.Any(delivery => delivery is { Status: DeliveryStatus.Failed, LastStatus: 410 }))
        {
            return webhook.Disable(Gone, now);
        }

        if (tried.Any(delivery => delivery.Status is DeliveryStatus.Delivered))
        {
            return webhook.FailingSince is null ? null : webhook with { FailingSince = null };
        }

        return webhook.FailingSince is null ? webhook with { FailingSince = now }
            : tried.Any(delivery => delivery.Status is DeliveryStatus.Failed) && now - webhook.FailingSince >= DeliverySchedule.FailedFor
                ? webhook.Disable(FailedForADay, now)
            : null;
    }
}
