using CampaignTasks.Durable.Protocol;
using Google.Protobuf;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>
/// An instance in memory: its state, its history parsed, and what follows from them. One turn at a time changes it; when a commit does not
/// certainly succeed it is thrown away and read again.
/// </summary>
internal sealed class LoadedInstance
{
    private LoadedInstance(InstanceState state, HistoryEvent start, List<HistoryEvent> history, Outbox outbox)
    {
        State = state;
        Start = start;
        History = history;
        Outbox = [.. outbox.Items];
        Seen = SeenSenders.Parse(state.Seen.Span);
        foreach (var e in history) Open.Apply(e);
        foreach (var e in history)
            if (e.EventTypeCase is HistoryEvent.EventTypeOneofCase.OrchestratorStarted)
                LastTurn = e.Timestamp.ToDateTimeOffset();
    }

    public InstanceState State { get; set; }

    public HistoryEvent Start { get; private set; }

    public List<HistoryEvent> History { get; }

    /// <summary>Events of the current generation that are not committed yet.</summary>
    public List<HistoryEvent> Appended { get; } = [];

    public OpenWork Open { get; private set; } = new();

    public SeenSenders Seen { get; }

    public List<Outgoing> Outbox { get; }

    /// <summary>True when items were delivered that storage still lists.</summary>
    public bool IsOutboxChanged { get; set; }

    /// <summary>True when nothing of the instance is under way: what storage has is all there is.</summary>
    public bool IsAtRest => Outbox.Count == 0 && !IsOutboxChanged && (State.IsFinished || Open.Tasks.Count == 0);

    /// <summary>Side rows of earlier generations that are still to be deleted.</summary>
    public Queue<string> Garbage { get; } = new();

    /// <summary>The clock of the last turn: time never runs backwards inside an instance.</summary>
    public DateTimeOffset LastTurn { get; set; }

    public bool IsStarted => History.Count > 0;

    public DateTimeOffset? StartAt => Start.ExecutionStarted.ScheduledStartTimestamp?.ToDateTimeOffset();

    /// <summary>Reads an instance.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="InvalidDataException">What is stored cannot be read.</exception>
    public static async Task<LoadedInstance?> LoadAsync(IHubStore store, string instanceId, CancellationToken cancellationToken)
    {
        if (await store.ReadInstanceAsync(instanceId, cancellationToken) is not { } state) return null;

        var parts = new List<ReadOnlyMemory<byte>>();
        foreach (var name in HistoryLog.RowNames(state.Generation, state.HistoryRows))
            parts.Add(await ReadAsync(store, instanceId, name, cancellationToken));
        parts.Add(state.Tail);
        return Parse(state, parts, await ReadOutboxAsync(store, state, cancellationToken));
    }

    /// <summary>An instance that was just written and has no history yet.</summary>
    public static LoadedInstance OfNew(InstanceState state) => Parse(state, [], new());

    /// <summary>Drops the generation and begins the next one.</summary>
    public void BeginGeneration(HistoryEvent start)
    {
        foreach (var name in HistoryLog.RowNames(State.Generation, State.HistoryRows)) Garbage.Enqueue(name);
        Start = start;
        History.Clear();
        Appended.Clear();
        Open = new();
        State = State with
        {
            Generation = State.Generation + 1,
            ExecutionId = start.ExecutionStarted.OrchestrationInstance.ExecutionId,
            Start = start.ToByteArray(),
            HistoryRows = 0,
            Tail = default,
        };
    }

    private static LoadedInstance Parse(InstanceState state, IEnumerable<ReadOnlyMemory<byte>> parts, Outbox outbox)
    {
        try
        {
            var start = HistoryEvent.Parser.ParseFrom(state.Start.Span);
            return start.ExecutionStarted is null
                ? throw new InvalidDataException($"The start of instance {state.InstanceId} cannot be read.")
                : new(state, start, HistoryLog.Parse(parts, start), outbox);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidDataException($"The start of instance {state.InstanceId} cannot be read.", e);
        }
    }

    private static async Task<Outbox> ReadOutboxAsync(IHubStore store, InstanceState state, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        bytes.Write(state.Outbox.Span);
        foreach (var name in OutboxRow.Names(state.OutboxRows))
            bytes.Write((await ReadAsync(store, state.InstanceId, name, cancellationToken)).Span);
        try
        {
            return Hub.Outbox.Parser.ParseFrom(bytes.ToArray());
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidDataException($"The outbox of instance {state.InstanceId} cannot be read.", e);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(IHubStore store, string instanceId, string name, CancellationToken cancellationToken) =>
        await store.ReadRowAsync(instanceId, name, cancellationToken)
        ?? throw new InvalidDataException($"The row {name} of instance {instanceId} is missing.");
}
