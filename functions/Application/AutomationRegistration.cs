using CampaignTasks.Application.Automations;
using CampaignTasks.Domain.Automations;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CampaignTasks.Application;

/// <summary>The registration of the services of automations.</summary>
internal static class AutomationRegistration
{
    /// <summary>Adds what the orchestrations and the endpoints of automations need. Safe to repeat.</summary>
    public static IServiceCollection AddAutomations(this IServiceCollection services)
    {
        services.TryAddSingleton<JourneyEntrance>();
        services.TryAddSingleton<CartRecoverer>();
        services.TryAddSingleton<JourneyEnds>();
        services.TryAddSingleton<FactIntake>();
        services.TryAddSingleton<PersonReader>();
        services.TryAddSingleton<ContactUpdater>();
        services.TryAddSingleton<JourneyMover>();
        services.TryAddSingleton<JourneySettler>();
        services.TryAddSingleton<JourneyDispatcher>();
        services.TryAddSingleton<IAutomationNotifier, AutomationNotifier>();
        services.TryAddSingleton<JourneyEraser>();
        services.TryAddSingleton<AutomationReconciler>();
        services.TryAddSingleton<StepValidator>();
        services.TryAddSingleton<AutomationValidator>();
        services.TryAddSingleton<AutomationService>();
        services.TryAddSingleton<JourneyReader>();
        services.TryAddSingleton<EntryExplainer>();
        services.TryAddSingleton<JourneyForecast>();
        services.TryAddSingleton<AutomationPresets>();
        return services;
    }
}
