using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Imports;
using CampaignTasks.Application.Maintenance;
using CampaignTasks.Application.Receipts;
using CampaignTasks.Storage.Connection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CampaignTasks.Api.Functions;

/// <summary>The room's entry: the catalog's functions, whoever calls them.</summary>
internal static class FunctionRegistration
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
        services.TryAddSingleton<TimerRunner>();
        services.AddHealthChecks().AddCheck<QueuesHealthCheck>("queues").AddCheck<TimerRunner>("timers");
        return services;
    }
}
