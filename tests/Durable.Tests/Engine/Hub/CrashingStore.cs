namespace CampaignTasks.Durable.Tests.Engine.Hub;

/// <summary>
/// Storage as seen by a process that dies at its n-th request: before the request reaches storage, or after storage has done it and before the answer
/// comes back. Afterwards nothing goes out any more.
/// </summary>
internal sealed class CrashingStore(IHubStore store, int crashAt, bool before) : IHubStore
{
    private int _calls;
    private volatile bool _dead;

    /// <summary>Completes when the process has died.</summary>
    public TaskCompletionSource Died { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Calls => _calls;

    public Task InitializeAsync(CancellationToken cancellationToken) => store.InitializeAsync(cancellationToken);

    public Task<HubLease?> ReadLeaseAsync(CancellationToken cancellationToken) => AliveAsync(() => store.ReadLeaseAsync(cancellationToken));

    public Task<HubLease?> TryWriteLeaseAsync(HubLease lease, CancellationToken cancellationToken) => AliveAsync(() => store.TryWriteLeaseAsync(lease, cancellationToken));

    public Task<InstanceState?> ReadInstanceAsync(string instanceId, CancellationToken cancellationToken) => AliveAsync(() => store.ReadInstanceAsync(instanceId, cancellationToken));

    public Task<string?> TryCreateInstanceAsync(InstanceState state, CancellationToken cancellationToken) => CallAsync(() => store.TryCreateInstanceAsync(state, cancellationToken));

    public Task<string> CommitAsync(TurnCommit commit, CancellationToken cancellationToken) => CallAsync(() => store.CommitAsync(commit, cancellationToken));

    public Task<ReadOnlyMemory<byte>?> ReadRowAsync(string instanceId, string name, CancellationToken cancellationToken) => AliveAsync(() => store.ReadRowAsync(instanceId, name, cancellationToken));

    public Task<bool> AddMessageAsync(HubMessage message, CancellationToken cancellationToken) => CallAsync(() => store.AddMessageAsync(message, cancellationToken));

    public Task<HubMessage?> ReadMessageAsync(string instanceId, string key, CancellationToken cancellationToken) => AliveAsync(() => store.ReadMessageAsync(instanceId, key, cancellationToken));

    public Task DeleteMessageAsync(string instanceId, string key, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        await store.DeleteMessageAsync(instanceId, key, cancellationToken);
        return true;
    });

    public Task AddWakeAsync(HubWake wake, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        await store.AddWakeAsync(wake, cancellationToken);
        return true;
    });

    public Task<IReadOnlyList<HubWake>> ReadWakesAsync(CancellationToken cancellationToken) => AliveAsync(() => store.ReadWakesAsync(cancellationToken));

    public Task DeleteWakeAsync(string key, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        await store.DeleteWakeAsync(key, cancellationToken);
        return true;
    });

    public Task<HubScanPage> ScanAsync(DateTimeOffset? dueBefore, string? continuation, CancellationToken cancellationToken) => AliveAsync(() => store.ScanAsync(dueBefore, continuation, cancellationToken));

    public Task<HubQueryPage> QueryAsync(InstanceFilter filter, string? continuation, CancellationToken cancellationToken) => AliveAsync(() => store.QueryAsync(filter, continuation, cancellationToken));

    public Task<bool> PurgeAsync(string instanceId, string version, CancellationToken cancellationToken) => CallAsync(() => store.PurgeAsync(instanceId, version, cancellationToken));

    // Reads change nothing: dying before or after one is the same as dying at the next write.
    private Task<T> AliveAsync<T>(Func<Task<T>> request) => _dead ? Task.FromException<T>(new IOException("The process is dead.")) : request();

    private async Task<T> CallAsync<T>(Func<Task<T>> request)
    {
        var call = Interlocked.Increment(ref _calls);
        if (call == crashAt && before) Die();
        if (_dead) throw new IOException("The process is dead.");
        var answer = await request();
        if (call == crashAt) Die();
        return _dead ? throw new IOException("The process is dead.") : answer;
    }

    private void Die()
    {
        _dead = true;
        Died.TrySetResult();
    }
}
