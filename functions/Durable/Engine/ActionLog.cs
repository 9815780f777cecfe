using System.Runtime.InteropServices;
using CampaignTasks.Durable.Protocol;

namespace CampaignTasks.Durable.Engine;

/// <summary>What kind of thing an id stands for.</summary>
internal enum ActionKind : byte
{
    None,
    Activity,
    Timer,
    SubOrchestration,
    SentEvent,
}

/// <summary>
/// Everything the orchestrator has asked for in this execution, by id. One counter from 0 for all kinds; the history confirms an id when
/// the action was dispatched, and only a confirmed id can be completed: a completion of anything else is a stray of an earlier execution.
/// </summary>
/// <param name="recorded">What the history will confirm; such actions need not be built again.</param>
internal sealed class ActionLog(RecordedIds recorded)
{
    /// <summary>The Durable Task Framework marks its own splitting timers with this id.</summary>
    private const int SplittingTimerId = -100;

    private readonly List<Slot> _slots = [];

    /// <summary>The id the next action will get.</summary>
    public int NextId => _slots.Count;

    /// <summary>Takes the next id. It stays taken even if the action cannot be built, so that a replay counts the same.</summary>
    /// <returns>The id, and whether the action must be built because the history does not have it.</returns>
    public (int Id, bool Build) Take(ActionKind kind, string name)
    {
        var id = _slots.Count;
        _slots.Add(new() { Kind = kind, Name = name });
        return (id, !recorded.Contains(id));
    }

    public void Send(OrchestratorAction action) => At(action.Id).Action = action;

    public void Await(int id, IOpenTask open) => At(id).Open = open;

    /// <summary>Matches a schedule event of the history with what the code asked for.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">They differ.</exception>
    public void Confirm(int id, ActionKind kind, string name)
    {
        if (id == SplittingTimerId && kind is ActionKind.Timer) return;
        if (id < 0 || id >= _slots.Count || At(id) is { Confirmed: true })
            throw Mismatch(id, kind, name, "the code did not ask for it there");
        ref var slot = ref At(id);
        if (slot.Kind != kind || !(kind is ActionKind.Timer || string.Equals(slot.Name, name, StringComparison.OrdinalIgnoreCase)))
            throw Mismatch(id, kind, name, $"the code now asks for {Describe(slot.Kind, slot.Name)} there");
        slot.Confirmed = true;
        slot.Action = null;
    }

    /// <summary>Finds who waits for a result. Null for a duplicate or a stray.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The id stands for something of another kind.</exception>
    public IOpenTask? Close(int id, ActionKind kind)
    {
        if (id < 0 || id >= _slots.Count) return null;
        ref var slot = ref At(id);
        if (!slot.Confirmed || slot.Open is not { } open) return null;
        if (slot.Kind != kind) throw Mismatch(id, kind, string.Empty, $"the code now asks for {Describe(slot.Kind, slot.Name)} there");
        slot.Open = null;
        return open;
    }

    /// <summary>What the history has not confirmed, by id.</summary>
    public IEnumerable<OrchestratorAction> Pending()
    {
        foreach (var slot in _slots)
            if (slot.Action is { } action)
                yield return action;
    }

    private static NonDeterministicOrchestrationException Mismatch(int id, ActionKind kind, string name, string found) =>
        new($"The history has {Describe(kind, name)} as action #{id}, but {found}. "
            + "Was the code changed under a running instance, or does it depend on a clock, chance or unordered data?");

    private static string Describe(ActionKind kind, string? name) => kind switch
    {
        ActionKind.Activity => $"the activity '{name}'",
        ActionKind.SubOrchestration => $"the sub-orchestration '{name}'",
        ActionKind.SentEvent => $"the sent event '{name}'",
        ActionKind.Timer => "a timer",
        _ => "nothing",
    };

    private ref Slot At(int id) => ref CollectionsMarshal.AsSpan(_slots)[id];

    private struct Slot
    {
        public ActionKind Kind;
        public bool Confirmed;
        public string? Name;
        public OrchestratorAction? Action;
        public IOpenTask? Open;
    }
}
