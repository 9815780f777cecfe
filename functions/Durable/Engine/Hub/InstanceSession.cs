namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>What is in memory of one instance: its mailbox and, while it is loaded, the instance. One worker at a time runs it.</summary>
internal sealed class InstanceSession(string instanceId)
{
    private const int BytesPerTurn = 512 * 1024;
    private readonly Lock _gate = new();
    private readonly LinkedList<Arrival> _pending = new();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private bool _scheduled;
    private bool _again;
    private bool _closed;

    public string InstanceId { get; } = instanceId;

    /// <summary>Only the worker that runs the session touches what follows.</summary>
    public LoadedInstance? Loaded { get; set; }

    public int Failures { get; set; }

    public bool IsPoisoned { get; set; }

    /// <summary>When the session was last handed to the workers.</summary>
    public long QueuedAt { get; set; }

    /// <summary>The session's place among the instances at rest; guarded by the table.</summary>
    public LinkedListNode<InstanceSession>? Rest { get; set; }

    public bool HasPending
    {
        get
        {
            lock (_gate) return _pending.Count > 0;
        }
    }

    /// <summary>Puts something into the mailbox.</summary>
    /// <returns>Null when the session is closed and a new one must be made; else whether it has to be scheduled.</returns>
    public bool? Post(Arrival? arrival, LoadedInstance? fresh)
    {
        lock (_gate)
        {
            if (_closed) return null;
            if (fresh is not null && !_scheduled && Loaded is null) Loaded = fresh;
            if (arrival is not null && (arrival.MessageKey is null || _keys.Add(arrival.MessageKey))) _pending.AddLast(arrival);
            return Schedule();
        }
    }

    /// <summary>Takes what the next turn can bear.</summary>
    public List<Arrival> Take()
    {
        lock (_gate)
        {
            _again = false;
            var taken = new List<Arrival>();
            for (var bytes = 0; _pending.First is { } first && taken.Count < HubLimits.MessagesPerTurn; _pending.RemoveFirst())
            {
                bytes += first.Value.Size;
                if (taken.Count > 0 && bytes > BytesPerTurn) break;
                taken.Add(first.Value);
                if (first.Value.MessageKey is { } key) _keys.Remove(key);
            }

            return taken;
        }
    }

    /// <summary>Returns what a turn could not use, in its order and before everything newer. What was found in storage meanwhile gives way to it.</summary>
    public void PutBack(IReadOnlyList<Arrival> arrivals)
    {
        lock (_gate)
        {
            foreach (var arrival in arrivals.Reverse())
            {
                if (arrival.MessageKey is { } key && !_keys.Add(key)) _pending.Remove(_pending.First(other => other.MessageKey == key));
                _pending.AddFirst(arrival);
            }
        }
    }

    /// <summary>Ends a run.</summary>
    /// <param name="rest">True leaves pending arrivals alone until something new comes.</param>
    /// <returns>Whether the session has to be scheduled again.</returns>
    public bool Release(bool rest)
    {
        lock (_gate)
        {
            _scheduled = false;
            return (_again || (!rest && _pending.Count > 0)) && Schedule();
        }
    }

    /// <summary>Closes the session unless it has something to do.</summary>
    public bool TryClose()
    {
        lock (_gate) return _closed = !_scheduled && _pending.Count == 0;
    }

    private bool Schedule()
    {
        _again = true;
        if (_scheduled) return false;
        return _scheduled = true;
    }
}
