using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>
/// The occurrences of a schedule for a known start of its task: the start decides what the schedule leaves open. Immutable.
/// </summary>
/// <remarks>
/// Every day of the recurrence has a planned time: the start's local time; without a start the beginning of the first window; without
/// windows the beginning of the day, or the local time at which the task was started when the schedule gives no date either. Such a task
/// also runs at once when it is started, whatever the day. From the planned time an occurrence moves to the next instant at which messages
/// may leave, with two exceptions: a daily task skips do-not-disturb days, and an occurrence that would come no earlier than the one after
/// it is skipped. By recipient, days begin in the earliest zone; an immediate start or one at an instant is not moved, because every
/// recipient's hours differ.
/// </remarks>
public sealed class Occurrences
{
    // A bound well before the calendar's end, beyond which no one plans.
    private static readonly LocalDate LastDay = new(9990, 12, 31);

    private readonly Schedule _schedule;
    private readonly SendingHours _hours;
    private readonly DateTimeZone _zone;
    private readonly DateTimeOffset _start;
    private readonly bool _isAtOnce;
    private readonly DateTimeOffset? _atOnce;
    private readonly LocalDate _anchor;

    private Occurrences(Schedule schedule, DateTimeOffset start)
    {
        _schedule = schedule;
        _start = start.ToUniversalTime();
        _hours = SendingHours.For(schedule);
        _zone = schedule.OccurrenceZone;
        _isAtOnce = schedule is { StartAt: null, StartDate: null };
        _atOnce =
            !_isAtOnce ? null
            : schedule.IsByRecipient ? _start
            : _hours.NextAllowed(_start);
        _anchor = schedule.StartDate ?? _zone.DayOf(schedule.StartAt ?? _atOnce ?? _start);
    }

    /// <summary>
    /// The first occurrence: the latest that is due at the start and not too late, otherwise the next one; null when there is none.
    /// </summary>
    public DateTimeOffset? First
    {
        get
        {
            DateTimeOffset? first = null;
            foreach (var at in Kept(_start - _schedule.LatestStart))
            {
                if (at > _start)
                {
                    return first ?? at;
                }

                first = _schedule.IsTooLate(at, _start) ? null : at;
            }

            return first;
        }
    }

    /// <summary>Creates the occurrences of a schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="start">When the task was started.</param>
    public static Occurrences From(Schedule schedule, DateTimeOffset start) => new(schedule, start);

    /// <summary>Finds the next occurrence strictly after an instant; null when there is none.</summary>
    public DateTimeOffset? After(DateTimeOffset previous)
    {
        foreach (var at in Kept(previous))
        {
            if (at > previous)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>
    /// Enumerates every day of the recurrence from the first, with its occurrence, in the order of days. Endless without a finish date.
    /// </summary>
    public IEnumerable<PlannedOccurrence> All() => From(_anchor);

    /// <summary>Enumerates the skipped days whose time is after an instant and not after another, in the order of days.</summary>
    public IEnumerable<SkippedOccurrence> SkippedBetween(DateTimeOffset after, DateTimeOffset until)
    {
        foreach (var planned in From(_zone.DayOf(after).PlusDays(-2)))
        {
            var at = planned.At ?? PlannedTime(planned.Day);
            if (at > until)
            {
                yield break;
            }

            if (planned.LeftOut is { } reason && at > after)
            {
                yield return new SkippedOccurrence(planned.Day, at, reason);
            }
        }
    }

    /// <summary>
    /// Enumerates the occurrences that are not skipped, beginning early enough that one moved by do-not-disturb days to the instant is
    /// included.
    /// </summary>
    private IEnumerable<DateTimeOffset> Kept(DateTimeOffset around) =>
        From(_zone.DayOf(around).PlusDays(-2 - _hours.MaxDaysOfRest)).Where(o => o.At is not null).Select(o => o.At!.Value);

    /// <summary>
    /// Enumerates the planned days from a day on, each compared with the next one that is not skipped for its own reasons.
    /// </summary>
    private IEnumerable<PlannedOccurrence> From(LocalDate from)
    {
        PlannedOccurrence? held = null;
        List<PlannedOccurrence> behind = [];
        foreach (var next in Planned(from))
        {
            if (next.LeftOut is not null)
            {
                behind.Add(next);
                if (behind.Count > _hours.MaxDaysOfRest + 7)
                {
                    // The recurrence returns to the same weekday every time, and that weekday is excluded: no further occurrence comes.
                    break;
                }

                continue;
            }

            if (held is { } before)
            {
                yield return before.At < next.At ? before : before with { At = null, LeftOut = OccurrenceSkip.Superseded };
            }

            foreach (var leftOut in behind)
            {
                yield return leftOut;
            }

            behind.Clear();
            held = next;
        }

        foreach (var last in held is { } kept ? behind.Prepend(kept) : behind)
        {
            yield return last;
        }
    }

    private IEnumerable<PlannedOccurrence> Planned(LocalDate from)
    {
        if (_atOnce is { } atOnce)
        {
            // It comes whatever the day; the recurrence continues after it.
            yield return new PlannedOccurrence(_anchor, atOnce);
            from = LocalDate.Max(from, _anchor.PlusDays(1));
        }

        if (_hours.IsNever || (_isAtOnce && (_atOnce is null || _schedule.Recurrence is Recurrence.Once)))
        {
            yield break;
        }

        foreach (var (day, exists) in RecurrenceDays.Of(_schedule.Recurrence, _anchor, from))
        {
            if (day > (_schedule.FinishDate ?? LastDay))
            {
                yield break;
            }

            yield return exists ? Plan(day) : new PlannedOccurrence(day, null, OccurrenceSkip.NoSuchDay);
        }
    }

    private PlannedOccurrence Plan(LocalDate day)
    {
        if (_schedule.Recurrence is Recurrence.Daily && !_hours.IsWorkingDay(day))
        {
            return new PlannedOccurrence(day, null, OccurrenceSkip.BlackoutDay);
        }

        var at = PlannedTime(day);
        return (_schedule is { IsByRecipient: true, StartAt: not null } ? at : _hours.NextAllowed(at)) is { } moved
            ? new PlannedOccurrence(day, moved)
            : new PlannedOccurrence(day, null, OccurrenceSkip.FinishDate);
    }

    private DateTimeOffset PlannedTime(LocalDate day) =>
        _schedule switch
        {
            { StartAt: { } at } => day == _anchor ? at.ToUniversalTime() : _zone.InstantOf(day + _zone.TimeOf(at)),
            { StartDate: null, Windows: [] } => _zone.InstantOf(day + _zone.TimeOf(_start)),
            _ => _zone.StartOf(day),
        };
}
