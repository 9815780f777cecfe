using CampaignTasks.Domain.Schedules;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Schedules;

/// <summary>
/// The rules of sending hours once more, as slowly and plainly as they can be written: walks minute by minute, reads the local clock of
/// each, and notices changes of the clock by its jumps. From <see cref="Schedule"/> it takes the data, from the product no step.
/// </summary>
internal sealed class NaiveClock(Schedule schedule, DateTimeZone zone)
{
    private static readonly LocalTime Midnight = LocalTime.Midnight;

    /// <summary>For each of so many minutes from an instant on, whether messages may leave then.</summary>
    public bool[] AllowedMinutes(DateTimeOffset from, int minutes)
    {
        // Long enough before to see the change that the first minute's day may have begun with.
        const int Before = 2 * 24 * 60;
        var allowed = new bool[minutes];
        var at = Instant.FromDateTimeOffset(from) - Duration.FromMinutes(Before);
        var expected = Local(at);
        var (gapStart, gapEnd, repeatStart, repeatEnd) = (expected, expected, expected, expected);
        for (var i = -Before; i < minutes; i++, at += Duration.FromMinutes(1))
        {
            var local = Local(at);
            if (local > expected)
            {
                (gapStart, gapEnd, repeatStart, repeatEnd) = (expected, local, local, local);
            }
            else if (local < expected)
            {
                (gapStart, gapEnd, repeatStart, repeatEnd) = (local, local, local, expected);
            }

            expected = local.PlusMinutes(1);
            if (i >= 0)
            {
                allowed[i] = IsDay(local.Date) && Windows().Any(w => IsOpen(w, local));
            }
        }

        return allowed;

        bool IsOpen(DailyWindow window, LocalDateTime local)
        {
            var (opens, closes) = (local.Date + window.From, local.Date + window.To);
            var isInside = local >= opens && (local < closes || window.To == Midnight);
            var isSkippedOpening = window.From != Midnight && opens >= gapStart && opens < gapEnd;
            var isRepeatedClose = window.To != Midnight && closes >= repeatStart && closes < repeatEnd;
            return isInside && !isRepeatedClose && (!isSkippedOpening || local >= opens + (gapEnd - gapStart));
        }
    }

    /// <summary>
    /// When the local clock shows a time, walking a day around it: the first time it does, or as much later as the clock skipped.
    /// </summary>
    public DateTimeOffset Find(LocalDateTime wanted)
    {
        var at = wanted.InUtc().ToInstant() - Duration.FromHours(16);
        for (var expected = Local(at); ; at += Duration.FromMinutes(1))
        {
            var local = Local(at);
            if (local == wanted)
            {
                return at.ToDateTimeOffset();
            }

            if (local > wanted && wanted >= expected)
            {
                return (at + (wanted - expected).ToDuration()).ToDateTimeOffset();
            }

            expected = local.PlusMinutes(1);
        }
    }

    public LocalDateTime Local(DateTimeOffset at) => Local(Instant.FromDateTimeOffset(at));

    public bool IsDay(LocalDate day) =>
        !(day < schedule.StartDate)
        && !(day > schedule.FinishDate)
        && !schedule.DoNotDisturb.Dates.Contains(day)
        && !schedule.DoNotDisturb.Weekdays.ToNames().Contains(day.DayOfWeek.ToString().ToLowerInvariant());

    private IEnumerable<DailyWindow> Windows() => schedule.Windows is [] ? [new DailyWindow(Midnight, Midnight)] : schedule.Windows;

    private LocalDateTime Local(Instant at) => at.InZone(zone).LocalDateTime;
}
