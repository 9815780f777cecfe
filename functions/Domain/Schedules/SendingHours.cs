using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>
/// The instants at which one zone's clock and calendar let messages leave, compiled from a <see cref="Schedule"/>. Immutable, thread-safe,
/// and
/// without allocations once the changes of the clock around it are known.
/// </summary>
/// <remarks>
/// The local clock decides: at an instant messages may leave if the local date is neither excluded nor outside start and finish date, and
/// the local time is in a window. So nothing ever leaves while a wall clock shows a time or a date at which nothing may, also on days of
/// a clock change. Two rules make it stricter there:
/// <list type="bullet">
/// <item>A beginning that is skipped when the clock goes forward comes later by the skipped time (02:30 of a skipped hour is 03:30). An end
/// that is skipped counts as reached: the window ends with the change.</item>
/// <item>An end that comes twice when the clock goes back is final the first time. A beginning that comes twice counts the first time;
/// if the clock then goes back before it, the window pauses until it comes again.</item>
/// </list>
/// Midnight is the change of the date and not a time in this sense: a day begins and ends with its first and last moment, whatever the
/// clock does there. A date that a zone skips has no hours, nor has a window that lies entirely in the skipped time.
/// </remarks>
public sealed class SendingHours
{
    private const long Day = TimeSpan.TicksPerDay;

    // No clock differs more from UTC.
    private const long MaxOffset = 18 * TimeSpan.TicksPerHour;

    // Without a finish date: two days before the calendar's end, so that no sum exceeds it.
    private const int LastDay = 3_652_056;

    private readonly DateTimeZone _zone;
    private readonly Span[] _windows;
    private readonly Weekdays _rest;
    private readonly int[] _restDays;
    private readonly int _first;
    private readonly int _last;
    private ClockStretch _latest;

    private SendingHours(Schedule schedule, DateTimeZone zone, LocalDate? first)
    {
        _zone = zone;
        _windows = schedule.Windows.Count is 0
            ? [new Span(0, Day)]
            : [.. schedule.Windows.Select(w => new Span(w.From.TickOfDay, w.EndTicks))];
        _rest = schedule.DoNotDisturb.Weekdays;
        _restDays = [.. schedule.DoNotDisturb.Dates.Select(Number)];
        _first = first is { } day ? Number(day) : 1;
        _last = schedule.FinishDate is { } finish ? Math.Min(Number(finish), LastDay) : LastDay;
        IsUnrestricted =
            schedule.Windows.Count is 0 && _rest is Weekdays.None && _restDays is [] && first is null && schedule.FinishDate is null;
        _latest = ClockStretch.At(zone, 0);
    }

    /// <summary>True when messages may leave at any time.</summary>
    public bool IsUnrestricted { get; }

    /// <summary>True when every weekday is a day of rest, so that nothing ever leaves.</summary>
    public bool IsNever => _rest is Weekdays.All;

    /// <summary>No stretch of days of rest is longer: every week has a working day, or a single day of rest on it.</summary>
    internal int MaxDaysOfRest => 7 * (_restDays.Length + 1);

    /// <summary>Creates the hours in the schedule's own zone; by recipient, in the zone where days begin first.</summary>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">There is no such zone.</exception>
    public static SendingHours For(Schedule schedule) => new(schedule, schedule.OccurrenceZone, schedule.StartDate);

    /// <summary>Creates the hours of one recipient.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="zoneId">The recipient's zone, an IANA id. Only a schedule by recipient is applied in it; others have their own.</param>
    /// <param name="occurrenceDay">
    /// The local day of the occurrence: nothing leaves before the recipient's clock shows it. Null: no such day.
    /// </param>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">There is no such zone.</exception>
    public static SendingHours For(Schedule schedule, string zoneId, LocalDate? occurrenceDay) =>
        schedule.IsByRecipient ? new(schedule, Zones.Get(zoneId), Later(schedule.StartDate, occurrenceDay)) : For(schedule);

    /// <summary>The earliest instant not before <paramref name="after"/> at which messages may leave; null when there is none any
    /// more.</summary>
    public DateTimeOffset? NextAllowed(DateTimeOffset after) =>
        IsUnrestricted ? after.ToUniversalTime()
        : Find(after.UtcTicks, out _, out _) is { } from ? Utc(from)
        : null;

    /// <summary>
    /// The opening at or after an instant: from <see cref="NextAllowed"/> until nothing may leave; null when there is none any more.
    /// </summary>
    public SendWindow? NextOpening(DateTimeOffset after)
    {
        if (IsUnrestricted)
        {
            return new SendWindow(after.ToUniversalTime(), DateTimeOffset.MaxValue);
        }

        return Find(after.UtcTicks, out var stretch, out var close) is { } from
            ? new SendWindow(Utc(from), Close(stretch, from, close))
            : null;
    }

    /// <summary>Checks whether messages may leave at an instant.</summary>
    public bool Allows(DateTimeOffset at) => IsUnrestricted || Find(at.UtcTicks, out _, out _) == at.UtcTicks;

    /// <summary>Checks whether a day is in the zone's calendar, between start and finish date, and not excluded.</summary>
    internal bool IsWorkingDay(LocalDate day) =>
        Number(day) is var number && number >= _first && number <= _last && !Rests(number) && Zones.HasDay(_zone, day);

    private static LocalDate? Later(LocalDate? one, LocalDate? other) =>
        one is { } a && other is { } b ? LocalDate.Max(a, b) : one ?? other;

    private static int Number(LocalDate day) => (int)(day.ToDateTimeUnspecified().Ticks / Day);

    private static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);

    /// <summary>The first open instant not before <paramref name="utc"/>, with the stretch of the clock it is in and the local time of its
    /// window's close.</summary>
    private long? Find(long utc, out ClockStretch stretch, out long close)
    {
        utc = Math.Max(utc, (_first * Day) - MaxOffset);
        stretch = At(utc);
        close = 0;
        while (!IsNever && utc < ((_last + 1) * Day) + MaxOffset)
        {
            if (TryOpen(stretch, utc + stretch.Offset, out var open, out close))
            {
                return open - stretch.Offset;
            }

            if (stretch.IsLast)
            {
                return null;
            }

            stretch = stretch.Next;
            utc = stretch.Start;
        }

        return null;
    }

    /// <summary>The first open moment of a stretch's clock that is not before <paramref name="local"/>, and its window's close.</summary>
    private bool TryOpen(ClockStretch stretch, long local, out long open, out long close)
    {
        var day = (int)(local / Day);
        for (var working = NextWorkingDay(day); working <= _last && working * Day < stretch.LocalEnd; working = NextWorkingDay(working + 1))
        {
            foreach (var window in _windows)
            {
                var (from, to) = ((working * Day) + window.From, (working * Day) + window.To);
                open = Math.Max(local, window.From is 0 ? from : stretch.Shifted(from));
                if (open < to && !(window.To < Day && stretch.Repeats(to)))
                {
                    close = to;
                    return open < stretch.LocalEnd;
                }
            }
        }

        (open, close) = (0, 0);
        return false;
    }

    /// <summary>
    /// Returns the end of the opening that begins at <paramref name="from"/> and whose window closes at <paramref name="close"/> on
    /// this stretch's clock.
    /// </summary>
    private DateTimeOffset Close(ClockStretch stretch, long from, long close)
    {
        while (true)
        {
            close = Prolonged(stretch, close);

            // Only within a day of its beginning can a clock change bring back a date on which nothing may leave.
            if (close > LastDay * Day && stretch.End - from > Day)
            {
                return DateTimeOffset.MaxValue;
            }

            if (close < stretch.LocalEnd)
            {
                return Utc(close - stretch.Offset);
            }

            // Open until the clock changes: it continues when it is open right after the change, too.
            var change = stretch.End;
            if (Find(change, out var next, out var nextClose) != change)
            {
                return Utc(change);
            }

            (stretch, close) = (next, nextClose);
        }
    }

    /// <summary>The end of the openings that follow each other without a gap, across midnights.</summary>
    private long Prolonged(ClockStretch stretch, long close)
    {
        if (_rest is Weekdays.None && _windows is [{ From: 0, To: Day }])
        {
            var index = Array.BinarySearch(_restDays, (int)(close / Day));
            index = index < 0 ? ~index : index;
            return Day * (index < _restDays.Length ? Math.Min(_restDays[index], _last + 1) : _last + 1);
        }

        while (close % Day is 0 && close < stretch.LocalEnd && TryOpen(stretch, close, out var open, out var next) && open == close)
        {
            close = next;
        }

        return close;
    }

    private int NextWorkingDay(int day)
    {
        day = Math.Max(day, _first);
        while (day <= _last && Rests(day))
        {
            day++;
        }

        return day;
    }

    // Day 0 was a Monday.
    private bool Rests(int day) => ((int)_rest & (1 << (day % 7))) is not 0 || Array.BinarySearch(_restDays, day) >= 0;

    private ClockStretch At(long utc)
    {
        // Concurrent callers overwrite each other's stretch: each is complete, so any will do.
        var stretch = _latest;
        return stretch.Contains(utc) ? stretch : _latest = ClockStretch.At(_zone, utc);
    }

    private readonly record struct Span(long From, long To);
}
