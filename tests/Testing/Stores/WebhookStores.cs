using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Testing.Stores;

/// <summary>The registration of what webhooks are kept in.</summary>
public static class WebhookStores
{
    /// <summary>
    /// Adds empty stores of webhooks, deliveries, inbound messages, inboxes and ids of providers, an empty queue on the registered clock,
    /// and a receiver.
    /// </summary>
    public static IServiceCollection AddWebhookStores(this IServiceCollection services) =>
        services
            .AddSingleton<IInboxStore, InMemoryInboxStore>()
            .AddSingleton<ISentMessageStore, InMemorySentMessageStore>()
            .AddSingleton<IReceivedMessageStore, InMemoryReceivedMessageStore>()
            .AddSingleton<IWebhookStore, InMemoryWebhookStore>()
            .AddSingleton<IWebhookDeliveryStore, InMemoryWebhookDeliveryStore>()
            .AddSingleton<IWebhookQueue, InMemoryWebhookQueue>()
            .AddSingleton<ScriptedReceiver>()
            .AddSingleton<IWebhookSender>(provider => provider.GetRequiredService<ScriptedReceiver>());
}
