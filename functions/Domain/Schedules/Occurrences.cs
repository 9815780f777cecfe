using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>
/// The occurrences of a schedule, once it is known when its task was started: that instant anchors what the schedule leaves open.
/// Immutable.
/// </summary>
/// <remarks>
/// Every day of the recurrence has a planned time: the start's local time; without a start the opening of the first window; without windows
/// the beginning of the day, or the local time at which the task was started when the schedule gives no date either. Such a task also runs
/// at once when it is started, whatever the day. From the planned time an occurrence moves to the next instant at which messages may leave,
/// with two exceptions: a daily task leaves a day of rest out, and an occurrence that would come no earlier than the one after it is left
/// out. By recipient days begin in the earliest zone; what happens at once or at an instant is not moved, for every recipient's hours
/// differ.
/// </remarks>
public sealed class Occurrences
{
    // The calendar's end is not walked to: nobody plans beyond.
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
    /// The first one: the latest that is due at the start and not too late, else the next one to come; null when there is none.
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

    /// <summary>The occurrences of a schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="start">When the task was started.</param>
    public static Occurrences From(Schedule schedule, DateTimeOffset start) => new(schedule, start);

    /// <summary>The next one strictly later than another; null when there is none.</summary>
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
    /// Every day of the recurrence from its first one on, with what becomes of it, in the order of days. Endless without a finish date:
    /// take what is needed.
    /// </summary>
    public IEnumerable<PlannedOccurrence> All() => From(_anchor);

    /// <summary>
    /// Those that come, from some time before an instant on: days of rest may have kept one from before waiting until then.
    /// </summary>
    private IEnumerable<DateTimeOffset> Kept(DateTimeOffset around) =>
        From(_zone.DayOf(around).PlusDays(-2 - _hours.MaxDaysOfRest)).Where(o => o.At is not null).Select(o => o.At!.Value);

    /// <summary>The planned days from a day on, each held against the next one that is not left out for itself.</summary>
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
                    // Every so many days it is the same weekday, and that is one of rest: none will come any more.
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
            // It comes on whatever day it is; the recurrence goes on behind it.
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
