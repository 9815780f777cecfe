using CampaignTasks.Api.Erasures;
using CampaignTasks.Api.Functions.Queues;
using CampaignTasks.Api.Functions.Timers;
using CampaignTasks.Api.Health;
using CampaignTasks.Api.Hooks;
using CampaignTasks.Api.Imports;
using CampaignTasks.Api.Runs;
using CampaignTasks.Storage.Connection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CampaignTasks.Api.Functions;

/// <summary>The room's entry: the catalog's functions, whoever calls them.</summary>
internal static class FunctionServices
{
    /// <summary>Adds every timer and queue function of the catalog and what calls them.</summary>
    public static IServiceCollection AddFunctions(this IServiceCollection services)
    {
        services.TryAddSingleton<Reconciler>();
        services.TryAddSingleton<ImportReconciler>();
        services.TryAddSingleton<ErasureReconciler>();
        services.TryAddSingleton<HistoryPurge>();
        services.TryAddSingleton<Watchdog>();
        services.TryAddSingleton<DeliveryReports>();
        services.TryAddSingleton<QueueRunner>();
        services.TryAddSingleton(provider => provider.GetRequiredService<StorageAccount>().NewQueues());
        services.TryAddSingleton<EventQueues>();
        services.AddSingleton<IHealthPart, QueuesPart>();
        services.TryAddSingleton<TimerRunner>();
        return services.AddSingleton<IHealthPart>(provider => provider.GetRequiredService<TimerRunner>());
    }
}
