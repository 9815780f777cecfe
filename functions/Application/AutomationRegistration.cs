using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Automations;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CampaignTasks.Application;

/// <summary>The registration of the services of automations.</summary>
internal static class AutomationRegistration
{
    /// <summary>Adds what the endpoints of automations need; what carries automations out is added with the orchestrations.</summary>
    public static IServiceCollection AddAutomations(this IServiceCollection services)
    {
        services.TryAddSingleton<SendingTasks>();
        services.TryAddSingleton<JourneyEraser>();
        services.TryAddSingleton<JourneyReader>();
        services.TryAddSingleton<JourneyForecast>();
        services.TryAddSingleton<AutomationSecrets>();
        services.TryAddSingleton<PersonReader>();
        return services
            .AddSingleton<TriggerValidator>()
            .AddSingleton<StepValidator>()
            .AddSingleton<AutomationValidator>()
            .AddSingleton<AutomationService>()
            .AddSingleton<AutomationTests>()
            .AddSingleton<AutomationPresets>()
            .AddSingleton<EntryExplainer>();
    }

    /// <summary>Adds what moves journeys.</summary>
    public static IServiceCollection AddJourneys(this IServiceCollection services)
    {
        services.TryAddSingleton<SendingTasks>();
        services.TryAddSingleton<JourneyEraser>();
        services.TryAddSingleton<JourneyReader>();
        services.TryAddSingleton<PersonReader>();
        services.TryAddSingleton<PersonStream>();
        services.TryAddSingleton<AutomationSecrets>();
        return services
            .AddSingleton<JourneyEntrance>()
            .AddSingleton<CartRecoverer>()
            .AddSingleton<JourneyEnds>()
            .AddSingleton<FactIntake>()
            .AddSingleton<SegmentEntrance>()
            .AddSingleton<ContactUpdater>()
            .AddSingleton<JourneyMover>()
            .AddSingleton<JourneySettler>()
            .AddSingleton<JourneyDispatcher>()
            .AddSingleton<JourneyCaller>()
            .AddSingleton<AutomationReconciler>()
            .AddSingleton<IAutomationNotifier, AutomationNotifier>()
            .AddSingleton<IAutomationSignal, AutomationSignal>();
    }
}
