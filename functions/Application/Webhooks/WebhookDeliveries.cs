using System.Text;
using System.Text.Json;
using CampaignTasks.Application.Functions;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Webhooks;

/// <summary>
/// The queue function that makes the attempts of deliveries. What fails comes again after a pause, as a message of its own. A message that
/// comes twice does no harm: a delivery that was taken, or is not due yet, is passed over.
/// </summary>
internal sealed class WebhookDeliveries(
    IWebhookStore webhooks,
    IWebhookDeliveryStore deliveries,
    IWebhookQueue queue,
    IWebhookSender sender,
    ISecretProtector protector,
    TenantStatuses tenants,
    WebhookFailures failures,
    TimeProvider time
) : IQueueFunction
{
    // Attempts of a message at a time: sixteen that hang are over well before the message is due again.
    private const int AtOnce = 4;

    // Clocks of processes differ a little.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>Makes the attempts of a message.</summary>
    /// <exception cref="FormatException">The message is none of ours; it ends on the poison queue.</exception>
    public async Task RunAsync(string message, CancellationToken cancellationToken)
    {
        WebhookWork work;
        try
        {
            work = JsonSerializer.Deserialize(message, WebhookJson.Default.WebhookWork)
                ?? throw new FormatException("The message is empty.");
        }
        catch (JsonException e)
        {
            throw new FormatException("The message names no deliveries.", e);
        }

        if (
            await webhooks.FindAsync(work.TenantId, work.WebhookId, cancellationToken) is { } webhook
            && await tenants.IsActiveAsync(work.TenantId, cancellationToken)
        )
        {
            await DeliverAsync(webhook, work.Deliveries, cancellationToken);
        }
    }

    private async Task DeliverAsync(Webhook webhook, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var keys = webhook
            .SecretsAt(time.GetUtcNow())
            .Select(secret => StandardWebhookSignature.ReadKey(protector.Unprotect(secret, webhook.SecretPlace))!)
            .ToList();
        List<WebhookDelivery> tried = [];
        foreach (var part in ids.Chunk(AtOnce))
        {
            var results = await Task.WhenAll(part.Select(id => TryAsync(webhook, id, keys, cancellationToken)));
            tried.AddRange(results.OfType<WebhookDelivery>());
        }

        await failures.RecordAsync(webhook, tried, cancellationToken);
    }

    /// <returns>The delivery after the attempt; null where none was made.</returns>
    private async Task<WebhookDelivery?> TryAsync(
        Webhook webhook,
        string id,
        IReadOnlyList<byte[]> keys,
        CancellationToken cancellationToken
    )
    {
        if (
            await deliveries.FindAsync(webhook.TenantId, webhook.Id, id, cancellationToken)
            is not { Status: DeliveryStatus.Pending, NextAttemptAt: { } due } delivery
        )
        {
            return null;
        }

        if (webhook.Status is WebhookStatus.Disabled)
        {
            await TrySaveAsync(delivery.GiveUp("The webhook is disabled."), cancellationToken);
            return null;
        }

        var now = time.GetUtcNow();
        if (due - now > Tolerance)
        {
            await EnqueueAsync(delivery, due - now);
            return null;
        }

        var body = Encoding.UTF8.GetBytes(delivery.Body);
        var headers = new Dictionary<string, string>
        {
            [StandardWebhookSignature.IdHeader] = delivery.Id,
            [StandardWebhookSignature.TimestampHeader] = StandardWebhookSignature.Timestamp(now),
            [StandardWebhookSignature.SignatureHeader] = StandardWebhookSignature.Sign(delivery.Id, now, body, keys),
        };
        var answer = await sender.SendAsync(webhook.Url, headers, body, cancellationToken);

        // The receiver has it, or may have: what came of it is stored, whoever stops.
        var after = delivery.After(answer, time.GetUtcNow());
        if (await TrySaveAsync(after, CancellationToken.None) && after.NextAttemptAt is { } next)
        {
            await EnqueueAsync(after, next - time.GetUtcNow());
        }

        return after;
    }

    private Task EnqueueAsync(WebhookDelivery delivery, TimeSpan pause) =>
        queue.EnqueueAsync(
            new WebhookWork(delivery.TenantId, delivery.WebhookId, [delivery.Id]),
            pause > TimeSpan.Zero ? pause : TimeSpan.Zero,
            CancellationToken.None
        );

    // Another attempt at the same time, or a redelivery, has stored more than this one knows.
    private async Task<bool> TrySaveAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await deliveries.UpdateAsync(delivery, cancellationToken);
            return true;
        }
        catch (ConcurrencyConflictException)
        {
            return false;
        }
    }
}
