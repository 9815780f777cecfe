using CampaignTasks.Application.Facts;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace CampaignTasks.Application.Tests.Facts;

/// <summary>Publishers of facts.</summary>
internal static class Publishers
{
    /// <summary>A publisher that no automation listens to.</summary>
    public static FactPublisher Idle => To(new RecordedAutomations(), new InMemoryFactInbox());

    public static FactPublisher To(RecordedAutomations automations, IFactInbox inbox) =>
        new(automations, inbox, automations, NoWebhooks, NullLogger<FactPublisher>.Instance);

    /// <summary>A publisher of events that no webhook is notified of.</summary>
    public static WebhookPublisher NoWebhooks =>
        new(
            new WebhookSubscriptions(new InMemoryWebhookStore(), TimeProvider.System),
            new InMemoryWebhookDeliveryStore(),
            new InMemoryWebhookQueue(TimeProvider.System),
            TimeProvider.System,
            NullLogger<WebhookPublisher>.Instance
        );
}
