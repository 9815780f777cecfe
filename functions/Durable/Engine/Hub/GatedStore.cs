namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>Bounds the requests in flight. The lease passes by: a renewal that waits behind a burst of work would lose the ownership of it.</summary>
internal sealed class GatedStore(IHubStore store, int requests) : IHubStore, IDisposable
{
    private readonly SemaphoreSlim _gate = new(requests);

    public void Dispose() => _gate.Dispose();

    public Task InitializeAsync(CancellationToken cancellationToken) => store.InitializeAsync(cancellationToken);

    public Task<HubLease?> ReadLeaseAsync(CancellationToken cancellationToken) => store.ReadLeaseAsync(cancellationToken);

    public Task<HubLease?> TryWriteLeaseAsync(HubLease lease, CancellationToken cancellationToken) => store.TryWriteLeaseAsync(lease, cancellationToken);

    public Task<InstanceState?> ReadInstanceAsync(string instanceId, CancellationToken cancellationToken) =>
        PassAsync(() => store.ReadInstanceAsync(instanceId, cancellationToken), cancellationToken);

    public Task<string?> TryCreateInstanceAsync(InstanceState state, CancellationToken cancellationToken) =>
        PassAsync(() => store.TryCreateInstanceAsync(state, cancellationToken), cancellationToken);

    public Task<string> CommitAsync(TurnCommit commit, CancellationToken cancellationToken) =>
        PassAsync(() => store.CommitAsync(commit, cancellationToken), cancellationToken);

    public Task<ReadOnlyMemory<byte>?> ReadRowAsync(string instanceId, string name, CancellationToken cancellationToken) =>
        PassAsync(() => store.ReadRowAsync(instanceId, name, cancellationToken), cancellationToken);

    public Task<bool> AddMessageAsync(HubMessage message, CancellationToken cancellationToken) =>
        PassAsync(() => store.AddMessageAsync(message, cancellationToken), cancellationToken);

    public Task<HubMessage?> ReadMessageAsync(string instanceId, string key, CancellationToken cancellationToken) =>
        PassAsync(() => store.ReadMessageAsync(instanceId, key, cancellationToken), cancellationToken);

    public Task DeleteMessageAsync(string instanceId, string key, CancellationToken cancellationToken) =>
        PassAsync(() => store.DeleteMessageAsync(instanceId, key, cancellationToken), cancellationToken);

    public Task AddWakeAsync(HubWake wake, CancellationToken cancellationToken) =>
        PassAsync(() => store.AddWakeAsync(wake, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<HubWake>> ReadWakesAsync(CancellationToken cancellationToken) =>
        PassAsync(() => store.ReadWakesAsync(cancellationToken), cancellationToken);

    public Task DeleteWakeAsync(string key, CancellationToken cancellationToken) =>
        PassAsync(() => store.DeleteWakeAsync(key, cancellationToken), cancellationToken);

    public Task<HubScanPage> ScanAsync(DateTimeOffset? dueBefore, string? continuation, CancellationToken cancellationToken) =>
        PassAsync(() => store.ScanAsync(dueBefore, continuation, cancellationToken), cancellationToken);

    public Task<HubQueryPage> QueryAsync(InstanceFilter filter, string? continuation, CancellationToken cancellationToken) =>
        PassAsync(() => store.QueryAsync(filter, continuation, cancellationToken), cancellationToken);

    public Task<bool> PurgeAsync(string instanceId, string version, CancellationToken cancellationToken) =>
        PassAsync(() => store.PurgeAsync(instanceId, version, cancellationToken), cancellationToken);

    private async Task<T> PassAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await request();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task PassAsync(Func<Task> request, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await request();
        }
        finally
        {
            _gate.Release();
        }
    }
}
