using CampaignTasks.Application.Identifiers;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Webhooks;

/// <summary>
/// The notification of webhooks: it stores a delivery for each webhook that wants an event, and puts it on the queue. It is called after
/// what an event tells of was stored. An event that is published again is one delivery all the same, so a repetition after a crash loses
/// nothing and notifies nobody twice. A tenant without webhooks costs no more than a read every few seconds.
/// </summary>
internal sealed class WebhookPublisher(
    WebhookSubscriptions subscriptions,
    IWebhookDeliveryStore deliveries,
    IWebhookQueue queue,
    TimeProvider time,
    ILogger<WebhookPublisher> logger
)
{
    /// <summary>Returns true when a webhook of the tenant is notified of one of these types.</summary>
    public async ValueTask<bool> HasAnyAsync(
        string tenantId,
        CancellationToken cancellationToken,
        params IReadOnlyCollection<string> types
    ) => (await subscriptions.ForAsync(tenantId, types, cancellationToken)).Count > 0;

    /// <summary>Publishes events to the webhooks that want them.</summary>
    public async Task PublishAsync(string tenantId, IReadOnlyCollection<WebhookEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count is 0)
        {
            return;
        }

        // An event that is published again must find its delivery, which is kept for a time.
        var oldest = time.GetUtcNow() - WebhookDelivery.Kept / 2;
        string[] types = [.. events.Select(happened => happened.Type).Distinct(StringComparer.Ordinal)];
        foreach (var webhook in await subscriptions.ForAsync(tenantId, types, cancellationToken))
        {
            await SendAsync(webhook, [.. events.Where(happened => happened.At >= oldest && webhook.Wants(happened))], cancellationToken);
        }
    }

    /// <summary>
    /// As <see cref="PublishAsync"/>, where nothing repeats the caller's work: a failure is logged, and what was stored stays as it is.
    /// </summary>
    public async Task TryPublishAsync(string tenantId, Func<IReadOnlyCollection<WebhookEvent>> events)
    {
        try
        {
            // The fact is stored: its caller cannot take it back.
            await PublishAsync(tenantId, events(), CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.WebhooksNotNotified(e, tenantId);
        }
    }

    /// <summary>Sends events to one webhook, whatever types it names.</summary>
    /// <returns>The deliveries, those included that were stored before.</returns>
    public async Task<IReadOnlyList<WebhookDelivery>> SendAsync(
        Webhook webhook,
        IReadOnlyCollection<WebhookEvent> events,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        WebhookDelivery[] made = [.. events.Select(happened => DeliveryOf(webhook, happened, now))];
        var open = await deliveries.AddAsync(made, cancellationToken);
        foreach (var part in open.Chunk(WebhookWork.Most))
        {
            await queue.EnqueueAsync(new WebhookWork(webhook.TenantId, webhook.Id, part), TimeSpan.Zero, cancellationToken);
        }

        return made;
    }

    private static WebhookDelivery DeliveryOf(Webhook webhook, WebhookEvent happened, DateTimeOffset now) =>
        new()
        {
            TenantId = webhook.TenantId,
            WebhookId = webhook.Id,
            Id = Ulids.Derive(happened.At, $"{webhook.TenantId}\n{happened.Seed}"),
            Type = happened.Type,
            Body = happened.ToBody(),
            ContactId = happened.ContactId,
            NextAttemptAt = now,
            CreatedAt = now,
        };
}
