using System.Diagnostics.CodeAnalysis;

namespace CampaignTasks.Api.Functions.Timers;

/// <summary>
/// A schedule of six fields, as timer triggers of Azure Functions have it: second, minute, hour, day, month, day of the week; in UTC.
/// A field is <c>*</c>, a value, a range <c>a-b</c>, a step <c>*/n</c>, <c>a/n</c> or <c>a-b/n</c>, or several of them joined by commas; months and
/// days of the week also have English names (<c>JAN</c>, <c>Monday</c>), and the week begins with Sunday, which is 0. A time fits when all six
/// fields fit: a day of the month and a day of the week restrict each other.
/// </summary>
/// <remarks>
/// Members are named as in NCrontab. The differences: always six fields, and what NCrontab would turn round or never reach is refused (a range
/// from the larger to the smaller value, a day that none of the months has).
/// </remarks>
internal sealed class CrontabSchedule
{
    private readonly string _expression;
    private readonly CrontabField _seconds;
    private readonly CrontabField _minutes;
    private readonly CrontabField _hours;
    private readonly CrontabField _days;
    private readonly CrontabField _months;
    private readonly CrontabField _daysOfWeek;

    private CrontabSchedule(string expression, string[] fields)
    {
        _expression = expression;
        _seconds = CrontabField.Parse(CrontabFieldKind.Second, fields[0]);
        _minutes = CrontabField.Parse(CrontabFieldKind.Minute, fields[1]);
        _hours = CrontabField.Parse(CrontabFieldKind.Hour, fields[2]);
        _days = CrontabField.Parse(CrontabFieldKind.Day, fields[3]);
        _months = CrontabField.Parse(CrontabFieldKind.Month, fields[4]);
        _daysOfWeek = CrontabField.Parse(CrontabFieldKind.DayOfWeek, fields[5]);

        // 2000 is a leap year: what it does not have, no year has.
        if (!Enumerable.Range(1, 12).Any(month => _months.Contains(month) && _days.First(1) <= DateTime.DaysInMonth(2000, month)))
        {
            throw new CrontabException($"'{expression}' never comes: none of its months has its day.");
        }
    }

    /// <summary>Reads a schedule.</summary>
    /// <exception cref="CrontabException">It is none; the message names the field.</exception>
    public static CrontabSchedule Parse(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var fields = expression.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 6
            ? new(expression, fields)
            : throw new CrontabException($"'{expression}' has {fields.Length} fields: give six, for second, minute, hour, day, month and day of the week.");
    }

    /// <summary>Reads a schedule; false when it is none.</summary>
    public static bool TryParse(string expression, [NotNullWhen(true)] out CrontabSchedule? schedule)
    {
        try
        {
            schedule = Parse(expression);
            return true;
        }
        catch (CrontabException)
        {
            schedule = null;
            return false;
        }
    }

    /// <summary>The first time after <paramref name="baseTime"/>; <see cref="DateTime.MaxValue"/> when none comes any more.</summary>
    public DateTime GetNextOccurrence(DateTime baseTime)
    {
        if (baseTime >= DateTime.MaxValue.AddSeconds(-1))
        {
            return DateTime.MaxValue;
        }

        var from = new DateTime(baseTime.Ticks - (baseTime.Ticks % TimeSpan.TicksPerSecond), baseTime.Kind).AddSeconds(1);
        for (var day = from.Date; ; day = day.AddDays(1))
        {
            if (IsDay(day) && TimeOnDay(day == from.Date ? from.TimeOfDay : TimeSpan.Zero) is { } time)
            {
                return day + time;
            }

            if (day == DateTime.MaxValue.Date)
            {
                return DateTime.MaxValue;
            }
        }
    }

    /// <summary>As it was written.</summary>
    public override string ToString() => _expression;

    private bool IsDay(DateTime day) => _months.Contains(day.Month) && _days.Contains(day.Day) && _daysOfWeek.Contains((int)day.DayOfWeek);

    // The first time of day at or after the given one; null when that is on another day.
    private TimeSpan? TimeOnDay(TimeSpan from)
    {
        for (var hour = _hours.First(from.Hours); hour is not null; hour = _hours.First(hour.Value + 1))
        {
            var fromMinute = hour == from.Hours ? from.Minutes : 0;
            for (var minute = _minutes.First(fromMinute); minute is not null; minute = _minutes.First(minute.Value + 1))
            {
                var fromSecond = (hour, minute) == (from.Hours, from.Minutes) ? from.Seconds : 0;
                if (_seconds.First(fromSecond) is { } second)
                {
                    return new(hour.Value, minute.Value, second);
                }
            }
        }

        return null;
    }
}

/// <summary>A text is no schedule.</summary>
/// <param name="message">What is wrong with which field.</param>
internal sealed class CrontabException(string message) : FormatException(message);
