using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tasks;

/// <content>The task's log: every change notes itself, and is stored together with its note or not at all.</content>
public sealed partial record CampaignTask
{
    /// <summary>Entries a task's log keeps: the newest.</summary>
    public const int MaxEntries = 1_000;

    /// <summary>The number of entries that the log has had, including those that were forgotten; also the number of the last one.</summary>
    public int EventCount { get; init; }

    /// <summary>The run whose end stands in the log; null while none does.</summary>
    public RunId? EndedRun { get; init; }

    /// <summary>The events since the task was read, oldest first: to be stored with it.</summary>
    [JsonIgnore]
    public IReadOnlyList<AuditEntry> PendingEvents { get; init; } = [];

    /// <summary>
    /// Attributes the pending events to an actor. Whoever created or edited the definition is an author of it from now on.
    /// </summary>
    public CampaignTask AttributedTo(TaskActor actor) =>
        this with
        {
            PendingEvents = [.. PendingEvents.Select(entry => entry with { By = actor })],
            Authors =
                actor.KeyId is { } key
                && !IsAuthor(actor)
                && PendingEvents.Any(entry => entry.Event is AuditEvent.Created or AuditEvent.Copied or AuditEvent.Edited)
                    ? [.. Authors, key]
                    : Authors,
        };

    /// <summary>The task when its news are stored.</summary>
    public CampaignTask WithEventsStored() =>
        PendingEvents.Count == 0 ? this : this with { EventCount = EventCount + PendingEvents.Count, PendingEvents = [] };

    /// <summary>Takes note of what the watchdog found, or that nothing is wrong any more.</summary>
    /// <param name="alert">What is wrong; null for nothing.</param>
    /// <param name="now">When it was found.</param>
    public CampaignTask WithAlert(TaskAlert? alert, DateTimeOffset now)
    {
        var since = Alert?.Code == alert?.Code ? Alert?.Since : null;
        var changed = this with { Alert = alert is null ? null : alert with { Since = since ?? alert.Since } };
        return (Alert?.Code, alert?.Code) switch
        {
            var (before, after) when before == after => changed,
            (_, null) => changed.AddEvent(AuditEvent.AlertCleared, now, Alert!.Code),
            _ => changed.AddEvent(AuditEvent.AlertRaised, now, $"{alert!.Code}: {alert.Reason}"),
        };
    }

    /// <summary>Notes that the current run has ended; said again it changes nothing.</summary>
    /// <param name="how">How it ended.</param>
    /// <param name="now">When.</param>
    /// <param name="from">Where the task stood before, if that changed with it.</param>
    public CampaignTask RecordRunEnd(string how, DateTimeOffset now, CampaignTaskStatus? from = null) =>
        CurrentRun is null || EndedRun == CurrentRun
            ? this
            : (this with { EndedRun = CurrentRun }).AddEvent(AuditEvent.RunEnded, now, how, CurrentRun, from);

    /// <summary>The first note of a task that is about to be stored.</summary>
    /// <param name="source">The task it is a copy of; null for none.</param>
    internal CampaignTask RecordCreation(string? source) =>
        this with
        {
            PendingEvents =
            [
                new AuditEntry(source is null ? AuditEvent.Created : AuditEvent.Copied, CreatedAt, Status)
                {
                    Reason = source is null ? null : $"of task {source}",
                },
            ],
        };

    private CampaignTask NoteEdit(IReadOnlyList<string> changed, CampaignTaskStatus from) =>
        changed.Count == 0 ? this : AddEvent(AuditEvent.Edited, UpdatedAt, from: from).Annotate(entry => entry with { Changed = changed });

    private CampaignTask AddEvent(
        AuditEvent what,
        DateTimeOffset now,
        string? reason = null,
        RunId? run = null,
        CampaignTaskStatus? from = null,
        ApprovalStatus? approvalFrom = null
    ) =>
        this with
        {
            PendingEvents =
            [
                .. PendingEvents,
                new AuditEntry(what, now, Status)
                {
                    From = from ?? Status,
                    ApprovalFrom = approvalFrom == ApprovalStatus ? null : approvalFrom,
                    ApprovalTo = approvalFrom == ApprovalStatus || approvalFrom is null ? null : ApprovalStatus,
                    Reason = reason,
                    Run = run?.ToString(),
                },
            ],
        };

    // The last note once more, with what only its move knows.
    private CampaignTask Annotate(Func<AuditEntry, AuditEntry> say) =>
        this with
        {
            PendingEvents = [.. PendingEvents.SkipLast(1), say(PendingEvents[^1])],
        };
}
