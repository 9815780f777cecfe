using CampaignTasks.Application.Configuration;
using CampaignTasks.Storage.Connection;
using DurableTask.AzureStorage;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Engine;

/// <summary>The engine's settings, as measured: quick to take over after a crash, cheap when idle.</summary>
internal static class EngineSettings
{
    // Locks of messages are renewed every five seconds: below eight a slow renewal would give a message to two.
    private static readonly TimeSpan MessageLock = TimeSpan.FromSeconds(10);

    public static AzureStorageOrchestrationServiceSettings Create(
        StorageAccount account, IOptions<AppOptions> app, IOptions<EngineOptions> engine, WorkerSlot slot, ILoggerFactory loggers) =>
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
