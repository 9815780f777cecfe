using System.Collections.Concurrent;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>All instances in memory. Hands those with something to do to the workers, each to one at a time, and forgets those at rest, oldest first.</summary>
internal sealed class SessionTable(DurableHubOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, InstanceSession> _sessions = new(StringComparer.Ordinal);
    // At most one entry per instance in memory.
    private readonly FairQueue<InstanceSession> _ready = new(session => options.ShareOf(session.InstanceId));
    private readonly Lock _gate = new();
    private readonly LinkedList<InstanceSession> _atRest = new();

    public int Count => _sessions.Count;

    public int Waiting => _ready.Count;

    public FairQueue<InstanceSession> Ready => _ready;

    public int Poisoned => _sessions.Values.Count(session => session.IsPoisoned);

    /// <summary>Tells an instance that there is something for it.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="arrival">What; null only makes it look (a timer, a start, recovery).</param>
    /// <param name="fresh">The instance itself, if it was just created.</param>
    public void Post(string instanceId, Arrival? arrival = null, LoadedInstance? fresh = null)
    {
        while (true)
        {
            var session = _sessions.GetOrAdd(instanceId, static id => new(id));
            switch (session.Post(arrival, fresh))
            {
                case null: continue; // closing: the table forgets it in the next instant
                case true: Enqueue(session); return;
                default: return;
            }
        }
    }

    /// <summary>Ends a worker's run of a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="waits">Leave pending arrivals alone until something new comes.</param>
    public void Release(InstanceSession session, bool waits)
    {
        var loaded = session.Loaded;
        var atRest = loaded is null || loaded.IsAtRest;
        // A finished instance may be replaced by a client at any time: never rely on what is known of it.
        var forget = atRest && loaded is null or { State.IsFinished: true };
        if (forget) session.Loaded = null;

        if (session.Release(waits)) Enqueue(session);
        else if (forget) Forget(session);
        else if (atRest) Rest(session);
    }

    /// <summary>Ends a failed run: the session comes back after a while and nothing can run it until then.</summary>
    public async Task ReleaseAfterAsync(InstanceSession session, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(wait, time, cancellationToken);
            Enqueue(session);
        }
        catch (OperationCanceledException)
        {
            // The owner steps down; its successor reads the instance again.
        }
    }

    public void Forget(InstanceSession session)
    {
        lock (_gate) Leave(session);
        if (session.TryClose()) _sessions.TryRemove(new(session.InstanceId, session));
    }

    /// <summary>Lets the workers finish what is queued and end.</summary>
    public void Complete() => _ready.Complete();

    private void Enqueue(InstanceSession session)
    {
        lock (_gate) Leave(session);
        session.QueuedAt = time.GetTimestamp();
        _ready.Add(session);
    }

    private void Rest(InstanceSession session)
    {
        List<InstanceSession> oldest = [];
        lock (_gate)
        {
            Leave(session);
            session.Rest = _atRest.AddLast(session);
            // Taken out here, under the lock: two workers that both chose the same one would leave one too many behind, every time.
            while (_atRest.Count > options.MaxCachedInstances)
            {
                oldest.Add(_atRest.First!.Value);
                Leave(oldest[^1]);
            }
        }

        foreach (var rested in oldest) Forget(rested);
    }

    private void Leave(InstanceSession session)
    {
        if (session.Rest is null) return;
        _atRest.Remove(session.Rest);
        session.Rest = null;
    }
}
