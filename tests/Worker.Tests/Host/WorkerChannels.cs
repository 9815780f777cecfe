using System.Collections.Concurrent;

namespace CampaignTasks.Worker.Tests.Host;

/// <summary>The channels of workers that were started, by the id each was given.</summary>
internal sealed class WorkerChannels
{
    private readonly ConcurrentDictionary<string, WorkerChannel> _channels = new(StringComparer.Ordinal);

    public void Add(string worker, WorkerChannel channel) => _channels[worker] = channel;

    public WorkerChannel? Find(string? worker) => worker is null ? null : _channels.GetValueOrDefault(worker);
}
