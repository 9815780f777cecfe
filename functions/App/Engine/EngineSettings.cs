using CampaignTasks.Application.Configuration;
using CampaignTasks.Storage.Connection;
using DurableTask.AzureStorage;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Engine;

/// <summary>The engine's settings, as measured: quick to take over after a crash, cheap when idle.</summary>
internal static class EngineSettings
{
    // What a killed process had under way is taken up when its lock is over. The engine renews locks every five seconds, however long they
    // are: a renewal that is three seconds late gives the step to a second sender, and messages without a key turn unknown.
    private static readonly TimeSpan MessageLock = TimeSpan.FromSeconds(8);

    public static AzureStorageOrchestrationServiceSettings Create(
        StorageAccount account,
        IOptions<AppOptions> app,
        IOptions<EngineOptions> engine,
        WorkerSlot slot,
        ILoggerFactory loggers
    ) =>
        new()
        {
            StorageAccountClientProvider = EngineStorage.Of(account),
            TaskHubName = app.Value.HubName,
            WorkerId = slot.WorkerId,
            AppName = "CampaignTasks",
            PartitionCount = engine.Value.Partitions,
            MaxConcurrentTaskActivityWorkItems = engine.Value.ActivitiesOn(account),
            MaxConcurrentTaskOrchestrationWorkItems = engine.Value.Orchestrations,
            MaxQueuePollingInterval = TimeSpan.FromMilliseconds(200),
            WorkItemQueueVisibilityTimeout = MessageLock,
            ControlQueueVisibilityTimeout = MessageLock,
            LeaseInterval = TimeSpan.FromSeconds(10),
            LeaseRenewInterval = TimeSpan.FromSeconds(3),
            LeaseAcquireInterval = TimeSpan.FromSeconds(1),
            UseTablePartitionManagement = true,
            UseAppLease = false,

            // Sessions that are kept lose the state of entities, and the dispatcher's queues are separate for what may become one.
            ExtendedSessionsEnabled = false,
            UseSeparateQueueForEntityWorkItems = true,

            // A start whose id is taken is refused aloud.
            ThrowExceptionOnInvalidDedupeStatus = true,
            LoggerFactory = loggers,
        };
}
