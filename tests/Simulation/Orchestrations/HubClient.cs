using CampaignTasks.Simulation.Machinery;
using CampaignTasks.Testing.Orchestrations;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace CampaignTasks.Simulation.Orchestrations;

/// <summary>The client of one process: every call goes over its wire.</summary>
internal sealed class HubClient(OrchestrationHub hub, StorageWire wire) : DurableTaskClient("simulated")
{
    private static readonly JsonDataConverter Converter = JsonDataConverter.Default;

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var id = options?.InstanceId ?? throw new NotSupportedException("The app names its instances.");
        var refused = options.DedupeStatuses
            ?? throw new InvalidOperationException("Without dedupe statuses the genuine hub replaces an instance that lives.");
        return wire.WriteAsync("hub: start", id, () =>
        {
            hub.Start(
                orchestratorName.Name,
                id,
                Converter.Serialize(input),
                status => refused.Contains(status.ToString()),
                options.StartAt
            );
            return Task.FromResult(id);
        });
    }

    public override Task RaiseEventAsync(
        string instanceId,
        string eventName,
        object? eventPayload = null,
        CancellationToken cancellation = default
    ) => wire.WriteAsync("hub: raise", instanceId, () =>
        {
            hub.Raise(instanceId, eventName, Converter.Serialize(eventPayload));
            return Task.CompletedTask;
        });

    public override Task TerminateInstanceAsync(
        string instanceId,
        TerminateInstanceOptions? options = null,
        CancellationToken cancellation = default
    ) => wire.WriteAsync("hub: terminate", instanceId, () =>
        {
            hub.Terminate(instanceId, Converter.Serialize(options?.Output));
            return Task.CompletedTask;
        });

    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId,
        PurgeInstanceOptions? options = null,
        CancellationToken cancellation = default
    ) => wire.WriteAsync("hub: purge", instanceId, () => Task.FromResult(new PurgeResult(hub.Purge(instanceId) ? 1 : 0)));

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => wire.ReadAsync("hub: read", instanceId, () => Task.FromResult(hub.Find(instanceId)));

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        throw new NotSupportedException();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
