using System.Globalization;
using System.Text;

namespace CampaignTasks.Domain.Time;

/// <summary>Lengths of time as the API writes them (ISO 8601: <c>PT3S</c>, <c>PT1M30S</c>, <c>P1D</c>).</summary>
public static class IsoDuration
{
    private static readonly (char Unit, bool InTime, decimal Seconds)[] Units =
    [
        ('W', false, 604_800),
        ('D', false, 86_400),
        ('H', true, 3_600),
        ('M', true, 60),
        ('S', true, 1),
    ];

    // A century: beyond it a duration is a mistake, and sums of durations would overflow.
    private const decimal Most = 36_525m * 86_400;

    /// <summary>
    /// Reads weeks, days, hours, minutes and seconds. Years and months have no fixed length, so they are refused, as are signs.
    /// </summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (text is not { Length: >= 3 and <= 40 } || text[0] is not 'P')
        {
            return false;
        }

        var (inTime, lastUnit, start, seconds) = (false, -1, 1, 0m);
        for (var i = 1; i < text.Length; i++)
        {
            var letter = text[i];
            if (char.IsAsciiDigit(letter) || letter is '.')
            {
                continue;
            }

            if (letter is 'T' && !inTime && i == start)
            {
                (inTime, start) = (true, i + 1);
                continue;
            }

            var unit = Array.FindIndex(Units, u => u.Unit == letter && u.InTime == inTime);
            if (unit <= lastUnit || !TryNumber(text.AsSpan(start, i - start), out var number) || number > Most)
            {
                return false;
            }

            seconds += number * Units[unit].Seconds;
            (lastUnit, start) = (unit, i + 1);
        }

        // A number without its unit, or a T with nothing behind it.
        if (start != text.Length || text[^1] is 'T' || lastUnit < 0 || seconds > Most)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    /// <summary>Writes a duration of zero or more the short way; zero is <c>PT0S</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        var (days, seconds) = ((int)duration.TotalDays, (duration.Ticks % TimeSpan.TicksPerMinute) / (decimal)TimeSpan.TicksPerSecond);
        var text = new StringBuilder("P");
        Append(text, days, 'D');
        if (duration.Ticks % TimeSpan.TicksPerDay is not 0 || days is 0)
        {
            text.Append('T');
            Append(text, duration.Hours, 'H');
            Append(text, duration.Minutes, 'M');
            if (seconds is not 0 || duration == TimeSpan.Zero)
            {
                text.Append(CultureInfo.InvariantCulture, $"{seconds:0.#######}S");
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, int number, char unit)
    {
        if (number is not 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{number}{unit}");
        }
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && char.IsAsciiDigit(text[0]);
}
