using CampaignTasks.Application.Configuration;
using CampaignTasks.Storage.Connection;
using DurableTask.AzureStorage;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Engine;

/// <summary>The engine's settings, based on measurements: fast recovery after a crash, low cost when idle.</summary>
internal static class EngineSettings
{
    // The work of a killed process is resumed when its lock expires. The engine renews locks every five seconds, however long they are: a
    // renewal that is three seconds late gives the step to a second sender, and messages without a key become unknown.
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

            // Extended sessions lose the state of entities, and entities have their own dispatcher queues.
            ExtendedSessionsEnabled = false,
            UseSeparateQueueForEntityWorkItems = true,

            // A start with an id that is taken throws.
            ThrowExceptionOnInvalidDedupeStatus = true,
            LoggerFactory = loggers,
        };
}
