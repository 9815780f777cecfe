using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <content>The schedule on the calendar. <see cref="Occurrences"/> tells the rules.</content>
public sealed partial record Schedule
{
    /// <summary>
    /// The first occurrence of a task that is started: the latest one that is due and not too late, else the next one to come; null when
    /// there is none.
    /// </summary>
    public DateTimeOffset? FirstOccurrence(DateTimeOffset start) => Occurrences.From(this, start).First;

    /// <summary>The occurrence after another, strictly later; null when there is none.</summary>
    /// <param name="start">When the task was started.</param>
    /// <param name="previous">The occurrence before, or any instant.</param>
    public DateTimeOffset? OccurrenceAfter(DateTimeOffset start, DateTimeOffset previous) => Occurrences.From(this, start).After(previous);

    /// <summary>Whether an occurrence that has not begun yet must not begin any more.</summary>
    public bool IsTooLate(DateTimeOffset occurrence, DateTimeOffset now) => now - occurrence > LatestStart;

    /// <summary>
    /// The local day before which no recipient gets an occurrence's messages; null when there is none, because the schedule is not by
    /// recipient or the occurrence is an instant common to all.
    /// </summary>
    /// <param name="start">When the task was started.</param>
    /// <param name="occurrence">The occurrence as it was planned.</param>
    public LocalDate? OccurrenceDay(DateTimeOffset start, DateTimeOffset occurrence) =>
        IsByRecipient && StartAt is null && (StartDate is not null || occurrence > start) ? OccurrenceZone.DayOf(occurrence) : null;

    /// <summary>When a task started now begins: its first occurrence, at once when that is due.</summary>
    public DateTimeOffset NextOccurrence(DateTimeOffset now) => FirstOccurrence(now) is { } at && at > now ? at : now;

    /// <summary>Whether nothing is left for a task that is started now: its one start passed too long ago, or its finish date.</summary>
    public bool HasMissed(DateTimeOffset now) => FirstOccurrence(now) is null;

    /// <summary>The schedule without a start and a finish that have passed, for a new task like an old one.</summary>
    public Schedule WithoutPast(DateTimeOffset now)
    {
        var today = OccurrenceZone.DayOf(now);
        return this with
        {
            StartAt = StartAt > now ? StartAt : null,
            StartDate = StartDate >= today ? StartDate : null,
            FinishDate = FinishDate >= today ? FinishDate : null,
        };
    }
}
