using CampaignTasks.Application.Automations;
using CampaignTasks.Application.Facts;
using CampaignTasks.Domain.Facts;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CampaignTasks.Application;

/// <summary>The registration of what tells automations of facts.</summary>
internal static class FactRegistration
{
    /// <summary>Adds the publisher; the signal is added with the orchestrations. Safe to repeat.</summary>
    public static IServiceCollection AddFacts(this IServiceCollection services)
    {
        services.TryAddSingleton<AutomationSubscriptions>();
        services.TryAddSingleton<IFactSubscriptions>(provider => provider.GetRequiredService<AutomationSubscriptions>());
        services.TryAddSingleton<FactPublisher>();
        services.AddWebhookEvents();
        return services;
    }
}
