using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <content>The schedule on the calendar. <see cref="Occurrences"/> documents the rules.</content>
public sealed partial record Schedule
{
    /// <summary>
    /// Finds the first occurrence of a task that is started: the latest that is due and not too late, otherwise the next one; null when
    /// there is none.
    /// </summary>
    public DateTimeOffset? FirstOccurrence(DateTimeOffset start) => Occurrences.From(this, start).First;

    /// <summary>Finds the occurrence strictly after another; null when there is none.</summary>
    /// <param name="start">When the task was started.</param>
    /// <param name="previous">The previous occurrence, or any instant.</param>
    public DateTimeOffset? OccurrenceAfter(DateTimeOffset start, DateTimeOffset previous) => Occurrences.From(this, start).After(previous);

    /// <summary>Checks whether an occurrence that has not begun is too late to begin.</summary>
    public bool IsTooLate(DateTimeOffset occurrence, DateTimeOffset now) => now - occurrence > LatestStart;

    /// <summary>
    /// Finds the local day before which no recipient gets an occurrence's messages; null when there is none, because the schedule is not by
    /// recipient or the occurrence is an instant common to all.
    /// </summary>
    /// <param name="start">When the task was started.</param>
    /// <param name="occurrence">The occurrence as it was planned.</param>
    public LocalDate? OccurrenceDay(DateTimeOffset start, DateTimeOffset occurrence) =>
        IsByRecipient && StartAt is null && (StartDate is not null || occurrence > start) ? OccurrenceZone.DayOf(occurrence) : null;

    /// <summary>Finds the time at which a task started now begins: its first occurrence, or now when that is due.</summary>
    public DateTimeOffset NextOccurrence(DateTimeOffset now) => FirstOccurrence(now) is { } at && at > now ? at : now;

    /// <summary>
    /// Checks whether a task started now would have no occurrence: its only start is too long ago, or its finish date has passed.
    /// </summary>
    public bool HasMissed(DateTimeOffset now) => FirstOccurrence(now) is null;

    /// <summary>Returns the schedule without start and finish dates that have passed, for a copy of a task.</summary>
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
