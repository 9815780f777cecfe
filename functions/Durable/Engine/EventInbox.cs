using CampaignTasks.Durable.Protocol;

namespace CampaignTasks.Durable.Engine;

/// <summary>
/// External events: kept in order of arrival until someone waits; the newest wait of a name is served first. Names compare ignoring case.
/// This order is part of the determinism contract.
/// </summary>
internal sealed class EventInbox
{
    private readonly Dictionary<string, Channel> _channels = new(StringComparer.OrdinalIgnoreCase);
    private long _arrivals;

    /// <summary>Gives an event to the newest wait for its name, or keeps it.</summary>
    public void Deliver(HistoryEvent raised)
    {
        var name = raised.EventRaised.Name;
        if (!_channels.TryGetValue(name, out var channel)) _channels.Add(name, channel = new());
        if (channel.Waits is [.., var newest])
        {
            channel.Waits.RemoveAt(channel.Waits.Count - 1);
            newest.Complete(raised.EventRaised.Input);
        }
        else
        {
            channel.Kept.Enqueue((_arrivals++, raised));
        }
    }

    /// <summary>Takes the oldest kept event of a name.</summary>
    public bool TryTake(string name, out string? input)
    {
        input = null;
        if (!_channels.TryGetValue(name, out var channel) || !channel.Kept.TryDequeue(out var kept)) return false;
        input = kept.Event.EventRaised.Input;
        return true;
    }

    /// <summary>Registers the newest wait of a name.</summary>
    public void Wait(string name, IOpenTask wait)
    {
        if (!_channels.TryGetValue(name, out var channel)) _channels.Add(name, channel = new());
        channel.Waits.Add(wait);
    }

    /// <summary>Removes a wait that was given up, so that it takes no later event.</summary>
    public void Forget(string name, IOpenTask wait) => _channels[name].Waits.Remove(wait);

    /// <summary>What nobody has taken, in order of arrival over all names.</summary>
    public IEnumerable<HistoryEvent> Kept() =>
        _channels.Values.SelectMany(channel => channel.Kept).OrderBy(kept => kept.Arrival).Select(kept => kept.Event);

    private sealed class Channel
    {
        public List<IOpenTask> Waits { get; } = [];

        public Queue<(long Arrival, HistoryEvent Event)> Kept { get; } = new();
    }
}
