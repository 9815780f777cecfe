using System.Globalization;
using CampaignTasks.Durable;

namespace CampaignTasks.Testing.Durable;

/// <summary>A hub's storage in memory. It outlives the hubs of a test, as storage does.</summary>
public sealed class InMemoryHubStore : IHubStore
{
    private const int PageSize = 100;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Partition> _partitions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, HubWake> _wakes = new(StringComparer.Ordinal);
    private HubLease? _lease;
    private long _version;

    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<HubLease?> ReadLeaseAsync(CancellationToken cancellationToken) => DoAsync(() => _lease);

    public Task<HubLease?> TryWriteLeaseAsync(HubLease lease, CancellationToken cancellationToken) =>
        DoAsync(() => lease.Version == _lease?.Version ? _lease = lease with { Version = NewVersion() } : null);

    public Task<InstanceState?> ReadInstanceAsync(string instanceId, CancellationToken cancellationToken) =>
        DoAsync(() => _partitions.GetValueOrDefault(instanceId)?.State);

    public Task<string?> TryCreateInstanceAsync(InstanceState state, CancellationToken cancellationToken) => DoAsync(() =>
    {
        var partition = PartitionOf(state.InstanceId);
        if (partition.State is not null) return null;
        partition.State = state with { Version = NewVersion() };
        return partition.State.Version;
    });

    public Task<string> CommitAsync(TurnCommit commit, CancellationToken cancellationToken) => DoAsync(() =>
    {
        var partition = _partitions.GetValueOrDefault(commit.State.InstanceId);
        if (partition?.State is not { } stored || stored.Version != commit.State.Version) throw new HubConflictException("The state has another version.");
        if (!commit.ConsumedMessages.All(partition.Inbox.ContainsKey)) throw new HubConflictException("A message is gone.");
        if (!commit.DroppedRows.All(partition.Rows.ContainsKey)) throw new HubConflictException("A row is gone.");

        foreach (var key in commit.ConsumedMessages) partition.Inbox.Remove(key);
        foreach (var name in commit.DroppedRows) partition.Rows.Remove(name);
        foreach (var row in commit.Rows) partition.Rows[row.Name] = row.Data.ToArray();
        partition.State = commit.State with { Start = commit.Replace ? commit.State.Start : stored.Start, Version = NewVersion() };
        return partition.State.Version!;
    });

    public Task<ReadOnlyMemory<byte>?> ReadRowAsync(string instanceId, string name, CancellationToken cancellationToken) => DoAsync(() =>
        _partitions.GetValueOrDefault(instanceId)?.Rows.GetValueOrDefault(name) is { } data ? new ReadOnlyMemory<byte>(data) : (ReadOnlyMemory<byte>?)null);

    public Task<bool> AddMessageAsync(HubMessage message, CancellationToken cancellationToken) =>
        DoAsync(() => PartitionOf(message.InstanceId).Inbox.TryAdd(message.Key, message));

    public Task<HubMessage?> ReadMessageAsync(string instanceId, string key, CancellationToken cancellationToken) =>
        DoAsync(() => _partitions.GetValueOrDefault(instanceId)?.Inbox.GetValueOrDefault(key));

    public Task DeleteMessageAsync(string instanceId, string key, CancellationToken cancellationToken) =>
        DoAsync(() => _partitions.GetValueOrDefault(instanceId)?.Inbox.Remove(key));

    public Task AddWakeAsync(HubWake wake, CancellationToken cancellationToken) => DoAsync(() => _wakes[wake.Key] = wake);

    public Task<IReadOnlyList<HubWake>> ReadWakesAsync(CancellationToken cancellationToken) => DoAsync<IReadOnlyList<HubWake>>(() => [.. _wakes.Values.Take(1_000)]);

    public Task DeleteWakeAsync(string key, CancellationToken cancellationToken) => DoAsync(() => _wakes.Remove(key));

    public Task<HubScanPage> ScanAsync(DateTimeOffset? dueBefore, string? continuation, CancellationToken cancellationToken) => DoAsync(() =>
    {
        var found = _partitions
            .Where(p => p.Value.Inbox.Count > 0 || (p.Value.State is { IsActive: true } s && (s.Busy || dueBefore is null || s.NextDue < dueBefore)))
            .Skip(Offset(continuation)).Take(PageSize).ToList();
        return new HubScanPage(
            [.. found.SelectMany(p => p.Value.Inbox.Keys.Select(key => new HubWake(key, p.Key, key)))],
            [.. found.Select(p => p.Value.State).OfType<InstanceState>().Where(s => s.IsActive).Select(s => new ActiveInstance(s.InstanceId, s.Busy, s.NextDue))],
            Next(continuation, found.Count, PageSize));
    });

    public Task<HubQueryPage> QueryAsync(InstanceFilter filter, string? continuation, CancellationToken cancellationToken) => DoAsync(() =>
    {
        var found = _partitions.Values.Select(p => p.State).OfType<InstanceState>()
            .Where(s => filter.Statuses.Count == 0 || filter.Statuses.Contains(s.Status))
            .Where(s => s.InstanceId.StartsWith(filter.InstanceIdPrefix ?? string.Empty, StringComparison.Ordinal))
            .Where(s => (filter.CreatedFrom is not { } from || s.CreatedAt >= from) && (filter.CreatedTo is not { } to || s.CreatedAt <= to))
            .Skip(Offset(continuation)).Take(filter.PageSize).ToList();
        return new HubQueryPage(
            [.. found.Select(s => s with
            {
                Start = filter.WithPayloads ? s.Start : default,
                CustomStatus = filter.WithPayloads ? s.CustomStatus : default,
                Output = filter.WithPayloads ? s.Output : default,
                Failure = filter.WithPayloads ? s.Failure : default,
                Tail = default,
                Outbox = default,
                Seen = default,
            })],
            Next(continuation, found.Count, filter.PageSize));
    });

    public Task<bool> PurgeAsync(string instanceId, string version, CancellationToken cancellationToken) =>
        DoAsync(() => _partitions.GetValueOrDefault(instanceId)?.State?.Version == version && _partitions.Remove(instanceId));

    /// <summary>Spoils the stored history of an instance.</summary>
    public void Spoil(string instanceId)
    {
        lock (_gate) _partitions[instanceId].State = _partitions[instanceId].State! with { Tail = new byte[] { 0xFF, 0xFF, 0xFF }, Version = NewVersion() };
    }

    /// <summary>The names of an instance's side rows and the keys of its messages.</summary>
    public (IReadOnlyList<string> Rows, IReadOnlyList<string> Messages) Inspect(string instanceId)
    {
        lock (_gate) return _partitions.TryGetValue(instanceId, out var found) ? ([.. found.Rows.Keys], [.. found.Inbox.Keys]) : ([], []);
    }

    private static int Offset(string? continuation) => continuation is null ? 0
        : int.TryParse(continuation, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset
        : throw new ArgumentException("Not a token of this store.", nameof(continuation));

    private static string? Next(string? continuation, int found, int pageSize) =>
        found < pageSize ? null : (Offset(continuation) + found).ToString(CultureInfo.InvariantCulture);

    private Partition PartitionOf(string instanceId) =>
        _partitions.TryGetValue(instanceId, out var found) ? found : _partitions[instanceId] = new();

    private string NewVersion() => (++_version).ToString(CultureInfo.InvariantCulture);

    // Answers on another thread, as storage does.
    private async Task<T> DoAsync<T>(Func<T> work)
    {
        await Task.Yield();
        lock (_gate) return work();
    }

    private sealed class Partition
    {
        public InstanceState? State { get; set; }

        public SortedDictionary<string, byte[]> Rows { get; } = new(StringComparer.Ordinal);

        public SortedDictionary<string, HubMessage> Inbox { get; } = new(StringComparer.Ordinal);
    }
}
