using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Application.Orchestration;

/// <summary>The options for starting orchestrations with a fixed id: never beside or over one that lives.</summary>
internal static class Starting
{
    // Without them some hosts silently replace a running instance.
    private static readonly OrchestrationRuntimeStatus[] Living =
    [
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];

    /// <summary>Starts an instance unless one with the id lives.</summary>
    public static StartOrchestrationOptions Once(string instanceId) => new StartOrchestrationOptions(instanceId).WithDedupeStatuses(Living);
}
