using CampaignTasks.Durable.Protocol;
using Kind = CampaignTasks.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>What a turn wants to be written.</summary>
/// <param name="Commit">The transaction; null when there was nothing to do.</param>
/// <param name="Redundant">Keys of messages that change nothing: repeated, late, or for a finished instance.</param>
/// <param name="Held">Arrivals that wait for the start of an instance that is not due yet.</param>
internal sealed record TurnResult(TurnCommit? Commit, IReadOnlyList<string> Redundant, IReadOnlyList<Arrival> Held)
{
    /// <summary>What is told of the turn, to be ended by whoever commits it; null when the orchestrator did not run.</summary>
    public TurnTrace? Trace { get; init; }
}

/// <summary>
/// Turns arrivals into the next state: applies what is new, lets the executor run, follows ContinueAsNew into the next generation, and packs the
/// result into one transaction. No I/O.
/// </summary>
/// <param name="execute">The orchestration executor.</param>
/// <param name="ulids">Names generations and messages.</param>
/// <param name="time">The clock of turns.</param>
/// <param name="longestTrace">How old a trace may become before a generation begins a new one.</param>
internal sealed class HubTurn(Func<OrchestratorRequest, OrchestratorResponse> execute, UlidSource ulids, TimeProvider time, TimeSpan longestTrace)
{
    // Nothing is committed between generations, so a loop that never waits would hold a worker for ever.
    private const int GenerationsPerTurn = 1_000;

    public TurnResult Run(LoadedInstance instance, IReadOnlyList<Arrival> arrivals, long epoch)
    {
        var redundant = new List<string>();
        if (instance.State.IsFinished) return RunFinished(instance, arrivals, epoch, redundant);

        var now = time.GetUtcNow() is var clock && clock > instance.LastTurn ? clock : instance.LastTurn;
        if (!instance.IsStarted && instance.StartAt > now && !arrivals.Any(a => a.Event?.EventTypeCase is Kind.ExecutionTerminated))
            return new(null, redundant, arrivals);

        var consumed = new List<string>();
        var settled = Settle(instance, arrivals);
        var incoming = Accept(instance, arrivals, consumed, redundant);
        foreach (var timer in instance.Open.DueTimers(now))
        {
            Telemetry.TurnBegan(Telemetry.WaitedForTimer, now - timer.TimerCreated.FireAt.ToDateTimeOffset());
            incoming.Add(History.TimerFired(timer, now));
        }

        if (instance.IsStarted && incoming.Count == 0 && consumed.Count == 0)
            return new(settled ? Pack(instance, epoch, [], false) : null, redundant, []);

        var generation = instance.State.Generation;
        var trace = !instance.IsStarted || incoming.Count > 0 ? RunGenerations(instance, incoming, now) : null;
        return new(Pack(instance, epoch, consumed, instance.State.Generation != generation), redundant, []) { Trace = trace };
    }

    // The result cannot change any more; all that can happen is that an activity of the last turn ends.
    private static TurnResult RunFinished(LoadedInstance instance, IReadOnlyList<Arrival> arrivals, long epoch, List<string> redundant)
    {
        redundant.AddRange(arrivals.Where(a => a.MessageKey is not null).Select(a => a.MessageKey!));
        return new(Settle(instance, arrivals) ? Pack(instance, epoch, [], false) : null, redundant, []);
    }

    private static bool Settle(LoadedInstance instance, IReadOnlyList<Arrival> arrivals)
    {
        var settled = arrivals.Where(a => a.SettledItem is not null).Select(a => a.SettledItem).ToHashSet();
        return settled.Count > 0 && instance.Outbox.RemoveAll(item => item.Kind is Outgoing.Types.Kind.Activity && settled.Contains(item.Sequence)) > 0;
    }

    private static List<HistoryEvent> Accept(
        LoadedInstance instance, IReadOnlyList<Arrival> arrivals, List<string> consumed, List<string> redundant)
    {
        var accepted = new List<HistoryEvent>();
        var ended = new HashSet<(Kind, int)>();
        foreach (var arrival in arrivals.Where(a => a.Event is not null && a.SettledItem is null))
        {
            var e = arrival.Event!;
            var late = arrival.ExecutionId is not null && arrival.ExecutionId != instance.State.ExecutionId;
            var repeated = arrival.Sender is not null && instance.Seen.Contains(arrival.Sender, arrival.Sequence);
            if (late || repeated || !instance.Open.Expects(e) || !History.FirstEnd(e, ended))
            {
                if (arrival.MessageKey is not null) redundant.Add(arrival.MessageKey);
                continue;
            }

            if (arrival.MessageKey is not null) consumed.Add(arrival.MessageKey);
            if (arrival.Sender is not null) instance.Seen.Add(arrival.Sender, arrival.Sequence);
            accepted.Add(e);
        }

        return accepted;
    }

    private TurnTrace RunGenerations(LoadedInstance instance, List<HistoryEvent> incoming, DateTimeOffset now)
    {
        var trace = new TurnTrace(instance, time);
        for (var round = 1; ; round++)
        {
            var step = new Generation(instance, ulids, now, trace.Context);
            var next = step.Run(execute, incoming, mayContinue: round < GenerationsPerTurn);
            if (next is null) return trace;

            var start = History.NextStart(instance.Start, next, ulids.Next(), now);
            trace.Renew(start, now, longestTrace);
            instance.BeginGeneration(start);
            incoming = [.. next.CarryoverEvents];
        }
    }

    /// <summary>The state as it stands, as a transaction.</summary>
    public static TurnCommit Pack(LoadedInstance instance, long epoch, IReadOnlyList<string> consumed, bool replace)
    {
        var state = instance.State;
        var (tail, historyRows) = HistoryLog.Append(state.Tail, state.Generation, state.HistoryRows, instance.Appended);
        var (inline, outboxRows) = OutboxRow.Pack(instance.Outbox);
        var dropped = OutboxRow.Names(state.OutboxRows).Skip(outboxRows.Count).ToList();

        // 1 state + 60 messages + at most 10 history and 8 outbox rows leave room for 20 in the 100 of a transaction.
        while (dropped.Count < 20 && instance.Garbage.TryDequeue(out var name)) dropped.Add(name);

        var waitsForStart = !instance.IsStarted && !state.IsFinished;
        state = state with
        {
            Epoch = epoch,
            LastUpdatedAt = instance.Appended.Count > 0 ? instance.LastTurn : state.LastUpdatedAt,
            HistoryRows = state.HistoryRows + historyRows.Count,
            Tail = tail,
            Outbox = inline,
            OutboxRows = outboxRows.Count,
            Seen = instance.Seen.ToBytes(),
            NextDue = state.IsFinished ? null : waitsForStart ? instance.StartAt : instance.Open.NextDue,
            Busy = instance.Outbox.Count > 0 || (!state.IsFinished && (waitsForStart ? instance.StartAt is null : instance.Open.Tasks.Count > 0)),
        };
        instance.State = state;
        instance.Appended.Clear();
        instance.IsOutboxChanged = false;
        return new() { State = state, Replace = replace, Rows = [.. historyRows, .. outboxRows], DroppedRows = dropped, ConsumedMessages = consumed };
    }
}
