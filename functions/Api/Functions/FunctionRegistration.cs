using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Imports;
using CampaignTasks.Application.Maintenance;
using CampaignTasks.Application.Receipts;
using CampaignTasks.Application.SingleMessages;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain.Webhooks;
using CampaignTasks.Storage.Connection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CampaignTasks.Api.Functions;

/// <summary>The registration of the catalog's functions, for all hosts.</summary>
internal static class FunctionRegistration
{
    /// <summary>Adds the timer and queue functions of the catalog, their runners and health checks.</summary>
    public static IServiceCollection AddFunctions(this IServiceCollection services)
    {
        services.TryAddSingleton<Reconciler>();
        services.TryAddSingleton<ImportReconciler>();
        services.TryAddSingleton<ErasureReconciler>();
        services.TryAddSingleton<HistoryPurge>();
        services.TryAddSingleton<UsageRecount>();
        services.TryAddSingleton<Retention>();
        services.TryAddSingleton<Watchdog>();
        services.TryAddSingleton<AutomationWatchdog>();
        services.TryAddSingleton<SingleMessageSweep>();
        services.TryAddSingleton<DeliveryReports>();
        services.TryAddSingleton<WebhookDeliveries>();
        services.TryAddSingleton<WebhookReconciler>();
        services.TryAddSingleton<IWebhookQueue, WebhookQueue>();
        services.TryAddSingleton<QueueRunner>();
        services.TryAddSingleton(provider => provider.GetRequiredService<StorageAccount>().NewQueues());
        services.TryAddSingleton<EventQueues>();
        services.TryAddSingleton<TimerRunner>();
        services.AddHealthChecks().AddCheck<QueuesHealthCheck>("queues").AddCheck<TimerRunner>("timers");
        return services;
    }
}
