using CampaignTasks.Application.Facts;
using CampaignTasks.Domain.Facts;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CampaignTasks.Application;

/// <summary>The registration of what tells automations of facts.</summary>
internal static class FactRegistration
{
    /// <summary>Adds the publisher. Safe to repeat.</summary>
    public static IServiceCollection AddFacts(this IServiceCollection services)
    {
        services.TryAddSingleton<IFactSubscriptions, NoFactSubscriptions>();
        services.TryAddSingleton<IAutomationSignal, NoAutomationSignal>();
        services.TryAddSingleton<FactPublisher>();
        return services;
    }
}
