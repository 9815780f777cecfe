using Microsoft.DurableTask;

namespace CampaignTasks.App.Tests.Simulation.Machinery;

/// <summary>The hub's storage, over the wire.</summary>
internal sealed class WiredHubStore(IHubStore store, StorageWire wire) : IHubStore
{
    public Task InitializeAsync(CancellationToken cancellationToken) => wire.WriteAsync("hub: initialize", "", () => store.InitializeAsync(cancellationToken));

    public Task<HubLease?> ReadLeaseAsync(CancellationToken cancellationToken) => wire.ReadAsync("hub: read lease", "", () => store.ReadLeaseAsync(cancellationToken));

    public Task<HubLease?> TryWriteLeaseAsync(HubLease lease, CancellationToken cancellationToken) =>
        wire.WriteAsync("hub: write lease", "", () => store.TryWriteLeaseAsync(lease, cancellationToken));

    public Task<InstanceState?> ReadInstanceAsync(string instanceId, CancellationToken cancellationToken) =>
        wire.ReadAsync("hub: read", instanceId, () => store.ReadInstanceAsync(instanceId, cancellationToken));

    public Task<string?> TryCreateInstanceAsync(InstanceState state, CancellationToken cancellationToken) =>
        wire.WriteAsync("hub: create", state.InstanceId, () => store.TryCreateInstanceAsync(state, cancellationToken));

    public Task<string> CommitAsync(TurnCommit commit, CancellationToken cancellationToken) =>
        wire.CompareAsync("hub: commit", commit.State.InstanceId, () => store.CommitAsync(commit, cancellationToken));

    public Task<ReadOnlyMemory<byte>?> ReadRowAsync(string instanceId, string name, CancellationToken cancellationToken) =>
        wire.ReadAsync("hub: read row", instanceId, () => store.ReadRowAsync(instanceId, name, cancellationToken));

    public Task<bool> AddMessageAsync(HubMessage message, CancellationToken cancellationToken) =>
        wire.WriteAsync("hub: add message", message.InstanceId, () => store.AddMessageAsync(message, cancellationToken));

    public Task<HubMessage?> ReadMessageAsync(string instanceId, string key, CancellationToken cancellationToken) =>
        wire.ReadAsync("hub: read message", instanceId, () => store.ReadMessageAsync(instanceId, key, cancellationToken));

    public Task DeleteMessageAsync(string instanceId, string key, CancellationToken cancellationToken) =>
        wire.WriteAsync("hub: delete message", instanceId, () => store.DeleteMessageAsync(instanceId, key, cancellationToken));

    public Task AddWakeAsync(HubWake wake, CancellationToken cancellationToken) =>
        wire.WriteAsync("hub: add wake", wake.InstanceId, () => store.AddWakeAsync(wake, cancellationToken));

    public Task<IReadOnlyList<HubWake>> ReadWakesAsync(CancellationToken cancellationToken) => wire.ReadAsync("hub: read wakes", "", () => store.ReadWakesAsync(cancellationToken));

    public Task DeleteWakeAsync(string key, CancellationToken cancellationToken) => wire.WriteAsync("hub: delete wake", key, () => store.DeleteWakeAsync(key, cancellationToken));

    public Task<HubScanPage> ScanAsync(DateTimeOffset? dueBefore, string? continuation, CancellationToken cancellationToken) =>
        wire.ReadAsync("hub: scan", "", () => store.ScanAsync(dueBefore, continuation, cancellationToken));

    public Task<HubQueryPage> QueryAsync(InstanceFilter filter, string? continuation, CancellationToken cancellationToken) =>
        wire.ReadAsync("hub: query", "", () => store.QueryAsync(filter, continuation, cancellationToken));

    public Task<bool> PurgeAsync(string instanceId, string version, CancellationToken cancellationToken) =>
        wire.WriteAsync("hub: purge", instanceId, () => store.PurgeAsync(instanceId, version, cancellationToken));
}
