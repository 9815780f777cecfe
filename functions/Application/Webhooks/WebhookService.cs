using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CampaignTasks.Application.Requests;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Webhooks;

/// <summary>The use cases of webhooks.</summary>
internal sealed class WebhookService(
    IWebhookStore store,
    IWebhookDeliveryStore deliveries,
    WebhookPublisher publisher,
    WebhookSubscriptions subscriptions,
    IWebhookQueue queue,
    IWebhookSender sender,
    ISecretProtector protector,
    TenantUsage usage,
    TimeProvider time,
    ILogger<WebhookService> logger
)
{
    private const int LongestUrl = 2000;
    private const int KeyBytes = 32;
    private const string ByHand = "Switched off by hand.";

    /// <summary>Creates a webhook.</summary>
    /// <returns>The webhook, and its secret, which nothing shows again.</returns>
    /// <exception cref="ValidationException">The request is not valid.</exception>
    /// <exception cref="QuotaExceededException">The tenant has as many as it may.</exception>
    public async Task<(Webhook Webhook, string Secret)> AddAsync(
        string tenantId,
        string id,
        WebhookRequest request,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        var url = CheckUrl(request.Url, errors);
        var events = CheckEvents(request.Events, errors);
        errors.ThrowIfAny();
        await usage.EnsureRoomAsync(tenantId, QuotaKind.Webhooks, cancellationToken);
        var (secret, now) = (NewSecret(), time.GetUtcNow());
        var webhook = new Webhook
        {
            TenantId = tenantId,
            Id = id,
            Url = url,
            Events = events,
            ProtectedSecret = "",
            CreatedAt = now,
            UpdatedAt = now,
        };
        webhook = webhook with { ProtectedSecret = protector.Protect(secret, webhook.SecretPlace) };
        webhook = await store.AddAsync(webhook, cancellationToken);
        Changed(webhook, "created");

        // Of a request that was interrupted after the webhook was stored, the secret is that of the first attempt.
        return (webhook, protector.Unprotect(webhook.ProtectedSecret, webhook.SecretPlace));
    }

    /// <summary>Changes a webhook.</summary>
    /// <exception cref="ValidationException">The request is not valid.</exception>
    public async Task<Webhook> ChangeAsync(Webhook webhook, Patch<WebhookChange> patch, CancellationToken cancellationToken)
    {
        var (url, events, status) = patch.Value;
        var errors = new ValidationErrors();
        var now = time.GetUtcNow();
        var changed = webhook with { UpdatedAt = now };
        changed = patch.Has("url") ? changed with { Url = CheckUrl(url, errors) } : changed;
        changed = patch.Has("events") ? changed with { Events = CheckEvents(events, errors) } : changed;
        if (patch.Has("status"))
        {
            changed =
                status is WebhookStatus.Active ? changed.Activate(now)
                : status is WebhookStatus.Disabled ? changed.Disable(ByHand, now)
                : changed;
            if (status is null)
            {
                errors.Add("status", "Give active or disabled, or leave it out.");
            }
        }

        errors.ThrowIfAny();
        changed = await store.UpdateAsync(changed, cancellationToken);
        Changed(changed, "changed");
        return changed;
    }

    /// <summary>Gives a webhook a new secret; the one before signs, too, for a day.</summary>
    public async Task<(Webhook Webhook, string Secret)> RotateAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        var secret = NewSecret();
        var rotated = webhook.Rotate(protector.Protect(secret, webhook.SecretPlace), time.GetUtcNow());
        rotated = await store.UpdateAsync(rotated, cancellationToken);
        Changed(rotated, "given a new secret");
        return (rotated, secret);
    }

    /// <summary>Deletes a webhook with its deliveries.</summary>
    public async Task DeleteAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(webhook, cancellationToken);
        Changed(webhook, "deleted");
        await deliveries.DeleteAllAsync(webhook.TenantId, webhook.Id, cancellationToken);
    }

    /// <summary>Sends a test to a webhook.</summary>
    /// <exception cref="ConflictException">The webhook is disabled.</exception>
    public async Task<WebhookDelivery> PingAsync(Webhook webhook, string id, CancellationToken cancellationToken)
    {
        EnsureActive(webhook);
        var ping = new WebhookEvent(WebhookEventType.Ping, id, time.GetUtcNow(), new JsonObject { ["webhookId"] = webhook.Id });
        return (await publisher.SendAsync(webhook, [ping], cancellationToken))[0];
    }

    /// <summary>Tries a delivery again, whatever became of it.</summary>
    /// <exception cref="ConflictException">The webhook is disabled.</exception>
    public async Task<WebhookDelivery> RedeliverAsync(Webhook webhook, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        EnsureActive(webhook);
        delivery = await deliveries.UpdateAsync(delivery.Redeliver(time.GetUtcNow()), cancellationToken);
        await queue.EnqueueAsync(new WebhookWork(webhook.TenantId, webhook.Id, [delivery.Id]), TimeSpan.Zero, CancellationToken.None);
        return delivery;
    }

    /// <summary>Returns what is wrong with an address that a caller gives; null when nothing is.</summary>
    public static string? ProblemOf(string? url, IWebhookSender sender) =>
        string.IsNullOrWhiteSpace(url) ? "The address is missing: give one such as https://shop.example/hooks."
        : url.Length > LongestUrl ? $"Give at most {LongestUrl} characters."
        : sender.CheckAddress(url.Trim());

    private static void EnsureActive(Webhook webhook)
    {
        if (webhook.Status is WebhookStatus.Disabled)
        {
            throw new ConflictException("webhookDisabled", "The webhook is disabled: switch it on with PATCH and \"status\":\"active\".");
        }
    }

    private static string NewSecret() => StandardWebhookSignature.ToSecret(RandomNumberGenerator.GetBytes(KeyBytes));

    private string CheckUrl(string? url, ValidationErrors errors)
    {
        if (ProblemOf(url, sender) is { } problem)
        {
            errors.Add("url", problem);
        }

        return url?.Trim() ?? "";
    }

    private static IReadOnlyList<string> CheckEvents(string[]? events, ValidationErrors errors)
    {
        if (events is not { Length: > 0 })
        {
            errors.Add("events", "Name at least one type of events: GET /api/webhooks/events lists them.");
        }

        for (var i = 0; i < events?.Length; i++)
        {
            if (WebhookEventType.All.All(type => type.Name != events[i]))
            {
                errors.Add($"events[{i}]", "There is no such type of events: GET /api/webhooks/events lists them.");
            }
        }

        return [.. (events ?? []).Distinct(StringComparer.Ordinal)];
    }

    private void Changed(Webhook webhook, string change)
    {
        subscriptions.Changed(webhook.TenantId);
        logger.WebhookChanged(webhook.Id, webhook.TenantId, change);
    }
}
