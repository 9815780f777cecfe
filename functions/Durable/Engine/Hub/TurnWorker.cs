using Microsoft.Extensions.Logging;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>Runs sessions: loads the instance, takes the turn, commits it, and only then lets the world know.</summary>
internal sealed class TurnWorker(
    IHubStore store, Ownership ownership, HubTurn turn, SessionTable sessions, ActivityPool activities, Courier courier, TimerIndex timers,
    CompletionSignals signals, Troubles troubles, TimeProvider time, long epoch, ILogger logger)
{
    private static readonly TimeSpan PoisonWait = TimeSpan.FromMinutes(5);
    private long _lagTicks;

    public TimeSpan Lag => new(Interlocked.Read(ref _lagTicks));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await sessions.Ready.NextAsync(cancellationToken) is { } session)
        {
            var lag = time.GetElapsedTime(session.QueuedAt);
            Interlocked.Exchange(ref _lagTicks, lag.Ticks);
            Telemetry.TurnBegan(Telemetry.WaitedForWorker, lag);
            await RunAsync(session, cancellationToken);
        }
    }

    private async Task RunAsync(InstanceSession session, CancellationToken cancellationToken)
    {
        IReadOnlyList<Arrival> arrivals = [];
        try
        {
            if (session.Loaded is null) await activities.WaitForRoomAsync(cancellationToken);
            arrivals = session.Take();
            var held = await StepAsync(session, arrivals, cancellationToken);
            session.PutBack(held);
            (session.Failures, session.IsPoisoned) = (0, false);
            sessions.Release(session, waits: held.Count > 0);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The owner steps down; its successor derives everything again.
        }
        catch (Exception e)
        {
            // Whether the commit happened is in doubt. Storage knows: read the instance and its messages again, keep what only memory has.
            session.Loaded = null;
            session.PutBack([.. arrivals.Select(a => a.MessageKey is null ? a : Arrival.InInbox(a.MessageKey))]);
            _ = sessions.ReleaseAfterAsync(session, await WaitAfterAsync(session, e, cancellationToken), cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Arrival>> StepAsync(InstanceSession session, IReadOnlyList<Arrival> arrivals, CancellationToken cancellationToken)
    {
        var id = session.InstanceId;
        if ((session.Loaded ??= await LoadedInstance.LoadAsync(store, id, cancellationToken)) is not { } instance)
        {
            timers.Set(id, null);
            await SettleAsync(id, arrivals, [.. arrivals.Where(a => a.MessageKey is not null).Select(a => a.MessageKey!)], cancellationToken);
            return [];
        }

        if (instance.State.Epoch > epoch) throw new NotOwnerException($"Instance {id} belongs to epoch {instance.State.Epoch}.");
        await courier.DeliverAsync(instance, cancellationToken);
        var status = instance.State.Status;
        var known = await ReadAsync(id, arrivals, cancellationToken);
        var result = turn.Run(instance, known, epoch);
        using var trace = result.Trace;
        // Writing the epoch alone fences an earlier owner before anything is built on what was read.
        if ((result.Commit ?? (instance.State.Epoch != epoch ? HubTurn.Pack(instance, epoch, [], false) : null)) is { } commit)
            await CommitAsync(instance, commit, cancellationToken);
        trace?.Committed();
        await SettleAsync(id, known.Except(result.Held), result.Redundant, cancellationToken);

        Dispatch(instance);
        if (instance.State.Status != status) Announce(instance);
        await courier.DeliverAsync(instance, cancellationToken);
        // The next turn tells storage in passing, if there is one.
        if (instance.IsOutboxChanged && !session.HasPending) await CommitAsync(instance, HubTurn.Pack(instance, epoch, [], false), cancellationToken);
        timers.Set(id, instance.State.NextDue);
        return result.Held;
    }

    private async Task<List<Arrival>> ReadAsync(string instanceId, IReadOnlyList<Arrival> arrivals, CancellationToken cancellationToken)
    {
        var known = new List<Arrival>(arrivals.Count);
        foreach (var arrival in arrivals)
        {
            if (arrival.Event is not null) known.Add(arrival);
            else if (await store.ReadMessageAsync(instanceId, arrival.MessageKey!, cancellationToken) is { } message) known.Add(Arrival.Of(message));
        }

        return known;
    }

    private async Task CommitAsync(LoadedInstance instance, TurnCommit commit, CancellationToken cancellationToken)
    {
        if (!ownership.IsValid) throw new NotOwnerException("The lease was not renewed in time.");
        instance.State = commit.State with { Version = await store.CommitAsync(commit, cancellationToken) };
    }

    private async Task SettleAsync(string instanceId, IEnumerable<Arrival> arrivals, IReadOnlyList<string> redundant, CancellationToken cancellationToken)
    {
        foreach (var arrival in arrivals) activities.Settle(instanceId, arrival);
        foreach (var key in redundant) await store.DeleteMessageAsync(instanceId, key, cancellationToken);
    }

    private void Dispatch(LoadedInstance instance)
    {
        var state = instance.State;
        foreach (var item in instance.Outbox.Where(item => item.Kind is Outgoing.Types.Kind.Activity))
            activities.Add(new(state.InstanceId, null, Protocol.HistoryEvent.Parser.ParseFrom(item.Body), item.Sequence));
        if (state.IsFinished) return;
        foreach (var task in instance.Open.Tasks.Values) activities.Add(new(state.InstanceId, state.ExecutionId, task, null));
    }

    private void Announce(LoadedInstance instance)
    {
        var state = instance.State;
        if (state.IsFinished) logger.InstanceFinished(state.InstanceId, state.Name, state.Status);
        signals.Signal(state.InstanceId);
    }

    private async Task<TimeSpan> WaitAfterAsync(InstanceSession session, Exception e, CancellationToken cancellationToken)
    {
        session.Failures++;
        session.IsPoisoned = e is InvalidDataException;
        var wait = session.IsPoisoned ? PoisonWait : troubles.WaitAfter(session.Failures);
        switch (e)
        {
            case HubConflictException:
                logger.TurnConflicted(session.InstanceId);
                return session.Failures == 1 ? TimeSpan.Zero : wait;
            case InvalidDataException:
                logger.InstancePoisoned(e, session.InstanceId, wait);
                return wait;
            case NotOwnerException:
                logger.TurnFailed(e, session.InstanceId, wait);
                await ownership.RenewAsync(cancellationToken); // finds out; a lost lease ends this owner
                return wait;
            default:
                troubles.Note(e);
                logger.TurnFailed(e, session.InstanceId, wait);
                return wait;
        }
    }
}
