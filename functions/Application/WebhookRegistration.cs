using CampaignTasks.Application.Webhooks;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CampaignTasks.Application;

/// <summary>The registration of what notifies webhooks of events.</summary>
internal static class WebhookRegistration
{
    /// <summary>Adds the publisher of events; the stores and the queue are added separately. Safe to repeat.</summary>
    public static IServiceCollection AddWebhookEvents(this IServiceCollection services)
    {
        services.TryAddSingleton<WebhookSubscriptions>();
        services.TryAddSingleton<WebhookPublisher>();
        services.TryAddSingleton<WebhookFailures>();
        services.TryAddSingleton<RunWebhookEvents>();
        return services;
    }
}
