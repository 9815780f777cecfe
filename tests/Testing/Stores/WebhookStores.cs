using CampaignTasks.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Testing.Stores;

/// <summary>The registration of what webhooks are kept in.</summary>
public static class WebhookStores
{
    /// <summary>Adds empty stores of webhooks and deliveries, and an empty queue on the registered clock.</summary>
    public static IServiceCollection AddWebhookStores(this IServiceCollection services) =>
        services
            .AddSingleton<IWebhookStore, InMemoryWebhookStore>()
            .AddSingleton<IWebhookDeliveryStore, InMemoryWebhookDeliveryStore>()
            .AddSingleton<IWebhookQueue, InMemoryWebhookQueue>();
}
