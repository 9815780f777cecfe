using System.Text.Json.Serialization;
using CampaignTasks.Domain.Runs;

namespace CampaignTasks.Domain.Tasks;

/// <content>The task's log: every change notes itself, and is stored together with its note or not at all.</content>
public sealed partial record CampaignTask
{
    /// <summary>Entries a task's log keeps: the newest.</summary>
    public const int MostEntries = 1_000;

    /// <summary>How many entries the log has had, those that were forgotten included; the number of the last one.</summary>
    public int Entries { get; init; }

    /// <summary>The run whose end stands in the log; null while none does.</summary>
    public RunId? EndedRun { get; init; }

    /// <summary>What happened since the task was read, oldest first: to be stored with it.</summary>
    [JsonIgnore]
    public IReadOnlyList<TaskEntry> News { get; init; } = [];

    /// <summary>Says who did what is new.</summary>
    public CampaignTask By(TaskActor actor) => this with { News = [.. News.Select(entry => entry with { By = actor })] };

    /// <summary>The task when its news are stored.</summary>
    public CampaignTask Told() => News.Count == 0 ? this : this with { Entries = Entries + News.Count, News = [] };

    /// <summary>Takes note of what the watchdog found, or that nothing is wrong any more.</summary>
    /// <param name="alarm">What is wrong; null for nothing.</param>
    /// <param name="now">When it was found.</param>
    public CampaignTask WithAlarm(TaskAlarm? alarm, DateTimeOffset now)
    {
        var since = Alarm?.Code == alarm?.Code ? Alarm?.Since : null;
        var changed = this with { Alarm = alarm is null ? null : alarm with { Since = since ?? alarm.Since } };
        return (Alarm?.Code, alarm?.Code) switch
        {
            var (before, after) when before == after => changed,
            (_, null) => changed.Note(TaskEvent.AlarmCleared, now, Alarm!.Code),
            _ => changed.Note(TaskEvent.AlarmRaised, now, $"{alarm!.Code}: {alarm.Reason}"),
        };
    }

    /// <summary>Notes that the current run has ended; said again it changes nothing.</summary>
    /// <param name="how">How it ended.</param>
    /// <param name="now">When.</param>
    /// <param name="from">Where the task stood before, if that changed with it.</param>
    public CampaignTask NoteRunEnd(string how, DateTimeOffset now, CampaignTaskStatus? from = null) => CurrentRun is null || EndedRun == CurrentRun
        ? this
        : (this with { EndedRun = CurrentRun }).Note(TaskEvent.RunEnded, now, how, CurrentRun, from);

    /// <summary>The first note of a task that is about to be stored.</summary>
    /// <param name="source">The task it is a copy of; null for none.</param>
    internal CampaignTask NoteBirth(string? source) => this with
    {
        News = [new TaskEntry(source is null ? TaskEvent.Created : TaskEvent.Copied, CreatedAt, Status) { Reason = source is null ? null : $"of task {source}" }],
    };

    private CampaignTask NoteEdit(IReadOnlyList<string> changed) => changed.Count == 0
        ? this
        : Note(TaskEvent.Edited, UpdatedAt).Annotate(entry => entry with { Changed = changed });

    private CampaignTask Note(TaskEvent what, DateTimeOffset now, string? reason = null, RunId? run = null, CampaignTaskStatus? from = null) => this with
    {
        News = [.. News, new TaskEntry(what, now, Status) { From = from ?? Status, Reason = reason, Run = run?.ToString() }],
    };

    // The last note once more, with what only its move knows.
    private CampaignTask Annotate(Func<TaskEntry, TaskEntry> say) => this with { News = [.. News.SkipLast(1), say(News[^1])] };
}
