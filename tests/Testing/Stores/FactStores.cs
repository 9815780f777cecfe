using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Carts;
using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Testing.Stores;

/// <summary>The registration of what facts are kept in.</summary>
public static class FactStores
{
    /// <summary>Adds empty stores of events, carts and unread facts, and of webhooks, which are notified of facts, too.</summary>
    public static IServiceCollection AddFactStores(this IServiceCollection services) =>
        services
            .AddWebhookStores()
            .AddSingleton<IEventStore, InMemoryEventStore>()
            .AddSingleton<ICartStore, InMemoryCartStore>()
            .AddSingleton<IFactInbox, InMemoryFactInbox>();

    /// <summary>Adds stores of facts, automations and journeys.</summary>
    public static IServiceCollection AddAutomationStores(this IServiceCollection services) =>
        services
            .AddFactStores()
            .AddSingleton<IAutomationStore, InMemoryAutomationStore>()
            .AddSingleton<IJourneyStore, InMemoryJourneyStore>()
            .AddSingleton<IJourneyIndex, InMemoryJourneyIndex>()
            .AddSingleton<IMembershipStore, InMemoryMembershipStore>();
}
