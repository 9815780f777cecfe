using CampaignTasks.Application.Functions;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Webhooks;

/// <summary>
/// The timer that puts deliveries on the queue again whose message is lost: a process ended between storing them and the queue, or their
/// message was given up.
/// </summary>
internal sealed class WebhookReconciler(
    ITenantStore tenants,
    IWebhookStore webhooks,
    IWebhookDeliveryStore deliveries,
    IWebhookQueue queue,
    TimeProvider time,
    ILogger<WebhookReconciler> logger
) : ITimerFunction
{
    private const int AtOnce = 1000;

    /// <summary>The time after which a delivery that is due counts as lost: longer than a message of the queue is handled.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async Task RunAsync(TimerTick tick, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - LostAfter;
        await foreach (var tenant in tenants.AllAsync(cancellationToken))
        {
            if (tenant.Status is not TenantStatus.Active)
            {
                continue;
            }

            foreach (var webhook in await webhooks.ListAsync(tenant.Id, cancellationToken))
            {
                var lost = await deliveries.FindDueAsync(tenant.Id, webhook.Id, before, AtOnce, cancellationToken);
                foreach (var part in lost.Chunk(WebhookWork.Most))
                {
                    var work = new WebhookWork(tenant.Id, webhook.Id, [.. part.Select(delivery => delivery.Id)]);
                    await queue.EnqueueAsync(work, TimeSpan.Zero, cancellationToken);
                }

                if (lost.Count > 0)
                {
                    logger.DeliveriesFound(lost.Count, webhook.Id);
                }
            }
        }
    }
}
