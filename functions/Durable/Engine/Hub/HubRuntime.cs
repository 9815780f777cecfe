using Microsoft.Extensions.Logging;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>What the parts of a hub share.</summary>
internal sealed record HubParts(
    IHubStore Store, OrchestrationExecutor Executor, ActivityRunner Activities, DurableHubOptions Options, TimeProvider Time, UlidSource Ulids,
    CompletionSignals Signals, Troubles Troubles, Surroundings Surroundings, ILogger Logger);

/// <summary>One epoch of ownership: everything the owner has in memory. It is dropped as a whole when the ownership ends.</summary>
internal sealed class HubRuntime : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _leave = new();
    private readonly HubParts _parts;
    private readonly SessionTable _sessions;
    private readonly ActivityPool _activities;
    private readonly TimerIndex _timers;
    private readonly TurnWorker _worker;
    private readonly Recovery _recovery;
    private Task _turns = Task.CompletedTask;
    private Task _bodies = Task.CompletedTask;
    private Task _search = Task.CompletedTask;

    public HubRuntime(HubParts parts, Ownership ownership)
    {
        _parts = parts;
        Epoch = ownership.Epoch;
        var (store, options, time, logger) = (parts.Store, parts.Options, parts.Time, parts.Logger);
        _sessions = new(options, time);
        _timers = new(time, options.Horizon, id => _sessions.Post(id));
        _activities = new(parts.Activities, _sessions, options, parts.Surroundings, time, logger);
        var courier = new Courier(store, new(store, options, time), _sessions, time, Epoch, logger);
        var turn = new HubTurn(parts.Executor.Execute, parts.Ulids, time, options.MaxTraceAge);
        _worker = new(store, ownership, turn, _sessions, _activities, courier, _timers, parts.Signals, parts.Troubles, time, Epoch, logger);
        _recovery = new(store, _sessions, _timers, options, parts.Troubles, time, Epoch, logger);
    }

    public long Epoch { get; }

    public int LoadedInstances => _sessions.Count;

    public int WaitingTurns => _sessions.Waiting;

    public int OpenActivities => _activities.Open;

    public int PoisonedInstances => _sessions.Poisoned;

    public int WaitingTimers => _timers.Count;

    public TimeSpan Lag => _worker.Lag;

    public void Start()
    {
        _turns = Task.WhenAll(Enumerable.Range(0, _parts.Options.MaxConcurrentTurns).Select(_ => _parts.Surroundings.Run(() => _worker.RunAsync(_stop.Token))));
        _bodies = _activities.RunAsync(_leave.Token, _stop.Token);
        _search = _parts.Surroundings.Run(() => _recovery.RunAsync(_stop.Token));
    }

    /// <summary>Tells an instance of something that storage has already.</summary>
    public void Nudge(string instanceId, Arrival? arrival = null, LoadedInstance? fresh = null) => _sessions.Post(instanceId, arrival, fresh);

    /// <summary>Begins nothing new, asks running activities to leave off, waits for them and for the turns that note their results.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_parts.Options.DrainTimeout, _parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            _activities.Drain();
            await _parts.Surroundings.CancelAsync(_leave);
            await _bodies.WaitAsync(either.Token);
            _sessions.Complete();
            await _turns.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // What is still running counts as not done: the next owner runs it again.
        }
    }

    /// <summary>Stops at once. Activities that do not listen to their token are left behind; their results reach nobody.</summary>
    public async Task StopAsync()
    {
        await _parts.Surroundings.CancelAsync(_leave);
        await _parts.Surroundings.CancelAsync(_stop);
        try
        {
            await Task.WhenAll(_turns, _search);
        }
        catch (OperationCanceledException)
        {
            // as asked
        }
        catch (Exception e)
        {
            _parts.Troubles.Note(e); // storage failed just then: what was not done is the next owner's
        }
    }

    public void Dispose()
    {
        _timers.Dispose();
        _leave.Dispose();
        _stop.Dispose();
    }
}
