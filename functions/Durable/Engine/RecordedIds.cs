using System.Collections;
using CampaignTasks.Durable.Protocol;

namespace CampaignTasks.Durable.Engine;

/// <summary>
/// The ids whose actions the given history confirms somewhere. Knowing them beforehand spares a replay the serialization of inputs that
/// were sent long ago; it decides nothing else.
/// </summary>
internal sealed class RecordedIds
{
    private readonly BitArray _ids;

    public RecordedIds(IList<HistoryEvent> history)
    {
        // An id beyond this could only come from a broken history; it is then simply not known.
        _ids = new BitArray(history.Count * 2);
        foreach (var recorded in history)
            if (IsConfirmation(recorded) && (uint)recorded.EventId < (uint)_ids.Length)
                _ids[recorded.EventId] = true;
    }

    public bool Contains(int id) => id < _ids.Length && _ids[id];

    private static bool IsConfirmation(HistoryEvent recorded) => recorded.EventTypeCase is
        HistoryEvent.EventTypeOneofCase.TaskScheduled
        or HistoryEvent.EventTypeOneofCase.TimerCreated
        or HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated
        or HistoryEvent.EventTypeOneofCase.EventSent;
}
