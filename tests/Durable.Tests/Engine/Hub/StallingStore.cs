namespace CampaignTasks.Durable.Tests.Engine.Hub;

/// <summary>Storage whose answers can be made to wait or fail for one process.</summary>
internal sealed class StallingStore(IHubStore store) : IHubStore
{
    private volatile TaskCompletionSource? _stall;
    private int _refused;

    /// <summary>Completes when a commit has begun to wait.</summary>
    public TaskCompletionSource Stalled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Commits that storage refused.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public bool Fail { get; set; }

    public void Stall() => _stall = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Resume() => _stall?.TrySetResult();

    public Task InitializeAsync(CancellationToken cancellationToken) => PassAsync(() => store.InitializeAsync(cancellationToken).DoneAsync());

    public Task<HubLease?> ReadLeaseAsync(CancellationToken cancellationToken) => PassAsync(() => store.ReadLeaseAsync(cancellationToken));

    public Task<HubLease?> TryWriteLeaseAsync(HubLease lease, CancellationToken cancellationToken) => PassAsync(() => store.TryWriteLeaseAsync(lease, cancellationToken));

    public Task<InstanceState?> ReadInstanceAsync(string instanceId, CancellationToken cancellationToken) => PassAsync(() => store.ReadInstanceAsync(instanceId, cancellationToken));

    public Task<string?> TryCreateInstanceAsync(InstanceState state, CancellationToken cancellationToken) => PassAsync(() => store.TryCreateInstanceAsync(state, cancellationToken));

    public Task<string> CommitAsync(TurnCommit commit, CancellationToken cancellationToken) => PassAsync(async () =>
    {
        if (_stall is not null) Stalled.TrySetResult();
        try
        {
            // The request is on its way: no token calls it back.
            if (_stall is { } stall) await stall.Task;
            return await store.CommitAsync(commit, CancellationToken.None);
        }
        catch (HubConflictException)
        {
            Interlocked.Increment(ref _refused);
            throw;
        }
    }, commits: true);

    public Task<ReadOnlyMemory<byte>?> ReadRowAsync(string instanceId, string name, CancellationToken cancellationToken) => PassAsync(() => store.ReadRowAsync(instanceId, name, cancellationToken));

    public Task<bool> AddMessageAsync(HubMessage message, CancellationToken cancellationToken) => PassAsync(() => store.AddMessageAsync(message, cancellationToken));

    public Task<HubMessage?> ReadMessageAsync(string instanceId, string key, CancellationToken cancellationToken) => PassAsync(() => store.ReadMessageAsync(instanceId, key, cancellationToken));

    public Task DeleteMessageAsync(string instanceId, string key, CancellationToken cancellationToken) => PassAsync(() => store.DeleteMessageAsync(instanceId, key, cancellationToken).DoneAsync());

    public Task AddWakeAsync(HubWake wake, CancellationToken cancellationToken) => PassAsync(() => store.AddWakeAsync(wake, cancellationToken).DoneAsync());

    public Task<IReadOnlyList<HubWake>> ReadWakesAsync(CancellationToken cancellationToken) => PassAsync(() => store.ReadWakesAsync(cancellationToken));

    public Task DeleteWakeAsync(string key, CancellationToken cancellationToken) => PassAsync(() => store.DeleteWakeAsync(key, cancellationToken).DoneAsync());

    public Task<HubScanPage> ScanAsync(DateTimeOffset? dueBefore, string? continuation, CancellationToken cancellationToken) => PassAsync(() => store.ScanAsync(dueBefore, continuation, cancellationToken));

    public Task<HubQueryPage> QueryAsync(InstanceFilter filter, string? continuation, CancellationToken cancellationToken) => PassAsync(() => store.QueryAsync(filter, continuation, cancellationToken));

    public Task<bool> PurgeAsync(string instanceId, string version, CancellationToken cancellationToken) => PassAsync(() => store.PurgeAsync(instanceId, version, cancellationToken));

    private async Task<T> PassAsync<T>(Func<Task<T>> request, bool commits = false)
    {
        if (!commits && _stall is { } stall) await stall.Task;
        return Fail ? throw new IOException("Storage is away.") : await request();
    }
}

internal static class TaskAnswers
{
    public static async Task<bool> DoneAsync(this Task task)
    {
        await task;
        return true;
    }
}
