using System.Globalization;
using System.Text.RegularExpressions;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;
using NodaTime;
using NodaTime.Text;

namespace CampaignTasks.Domain.Imports;

/// <summary>
/// The way a file writes dates: ISO 8601, or day, month and a year of four digits. Points put the day first; with other marks a day above
/// 12 tells the order. Where neither day nor month is above 12 the file's other cells decide, else it is a fault. Immutable.
/// </summary>
public sealed partial class DateDialect
{
    private const int LongestShown = 40;

    private const string Time =
        @"([ T]+(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(:(?<seconds>[0-9]{2})(?<fraction>\.[0-9]{1,7})?)?( ?(?<offset>Z|UTC|GMT|[-+][0-9]{2}:?[0-9]{2}))?)?\z";

    private readonly bool? _isDayFirst;

    private DateDialect(bool? isDayFirst) => _isDayFirst = isDayFirst;

    /// <summary>Decides the dialect from some of a file's date cells; blank cells and invalid ones do not count.</summary>
    public static DateDialect Of(IEnumerable<string> cells)
    {
        HashSet<bool> orders =
        [
            .. cells.Select(cell => Local().Match(cell.Trim())).Where(form => form.Success).Select(IsDayFirst).OfType<bool>(),
        ];
        return new(orders.Count is 1 ? orders.Single() : null);
    }

    /// <summary>Reads a date, or a date and time, and writes it as ISO 8601 does.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="fault">What is wrong and what to write instead; null when it was read.</param>
    public string? Read(string cell, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(cell);
        fault = null;
        var text = cell.Trim();
        if (Instants.TryParse(text, out _))
        {
            return text;
        }

        if (Iso().Match(text) is { Success: true } iso && Date(iso, "month", "day") is { } date && Format(iso, date) is { } read)
        {
            return read;
        }

        if (Local().Match(text) is { Success: true } local)
        {
            var (dayFirst, monthFirst) = (Date(local, month: "next", day: "first"), Date(local, month: "first", day: "next"));
            var isDayFirst = IsDayFirst(local) ?? (dayFirst == monthFirst ? true : _isDayFirst);
            if (isDayFirst is null && dayFirst is not null && monthFirst is not null)
            {
                fault = $"'{text}' is {dayFirst:uuuu-MM-dd} or {monthFirst:uuuu-MM-dd}: write it like that.";
                return null;
            }

            if ((isDayFirst is false ? monthFirst : dayFirst) is { } found && Format(local, found) is { } written)
            {
                return written;
            }
        }

        fault = NoDate(text);
        return null;
    }

    /// <summary>
    /// Reads a date and time. Without an offset it is local time, and a date alone is the beginning of the day; a local time that is
    /// skipped comes as much later, of one that comes twice the first counts.
    /// </summary>
    /// <param name="cell">The cell.</param>
    /// <param name="zone">The IANA zone of local times.</param>
    /// <param name="fault">What is wrong and what to write instead; null when it was read.</param>
    public DateTimeOffset? ReadInstant(string cell, string zone, out string? fault)
    {
        if (Read(cell, out fault) is not { } date)
        {
            return null;
        }

        if (Instants.TryParse(date, out var instant))
        {
            return instant;
        }

        // The first and the last year have days that begin outside of the calendar of instants.
        if (date.StartsWith("0001", StringComparison.Ordinal) || date.StartsWith("9999", StringComparison.Ordinal))
        {
            fault = NoDate(cell.Trim());
            return null;
        }

        return LocalDatePattern.Iso.Parse(date) is { Success: true } day
            ? Zones.Get(zone).StartOf(day.Value)
            : Zones.Get(zone).InstantOf(LocalDateTimePattern.ExtendedIso.Parse(date).Value);
    }

    private static string NoDate(string text)
    {
        var shown = text.Length <= LongestShown ? text : TextRules.Truncate(text, LongestShown) + "…";
        return $"'{shown}' is no date: write year, month and day, as in 2026-12-31, and a time with 24 hours, as in 2026-12-31 22:00 or 2026-12-31T22:00:00Z.";
    }

    /// <summary>Finds the order that a cell proves; null when it proves none.</summary>
    private static bool? IsDayFirst(Match local) =>
        local.Groups["point"].Success ? true
        : Number(local, "first") > 12 ? true
        : Number(local, "next") > 12 ? false
        : null;

    private static LocalDate? Date(Match form, string month, string day)
    {
        var (y, m, d) = (Number(form, "year"), Number(form, month), Number(form, day));
        return y >= 1 && m is >= 1 and <= 12 && d >= 1 && d <= CalendarSystem.Iso.GetDaysInMonth(y, m) ? new LocalDate(y, m, d) : null;
    }

    private static string? Format(Match form, LocalDate date)
    {
        if (!form.Groups["hour"].Success)
        {
            return LocalDatePattern.Iso.Format(date);
        }

        var (h, m, s) = (Number(form, "hour"), Number(form, "minute"), form.Groups["seconds"].Success ? Number(form, "seconds") : 0);
        if (h > 23 || m > 59 || s > 59)
        {
            return null;
        }

        var local = $"{LocalDateTimePattern.GeneralIso.Format(date.At(new LocalTime(h, m, s)))}{form.Groups["fraction"].Value}";
        return OffsetOf(form) is not { Length: > 0 } offset ? local
            : Instants.TryParse($"{local}{offset}", out _) ? $"{local}{offset}"
            : null;
    }

    private static string OffsetOf(Match form) =>
        form.Groups["offset"].Value.ToUpperInvariant() switch
        {
            "" => "",
            "Z" or "UTC" or "GMT" => "Z",
            var offset when offset.Contains(':', StringComparison.Ordinal) => offset,
            var offset => $"{offset[..3]}:{offset[3..]}",
        };

    private static int Number(Match form, string group) => int.Parse(form.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<year>[0-9]{4})(?<mark>[-/.])(?<month>[0-9]{1,2})\k<mark>(?<day>[0-9]{1,2})" + Time,
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"^(?<first>[0-9]{1,2})((?<point>\.)|(?<mark>[-/]))(?<next>[0-9]{1,2})(?(point)\.|\k<mark>)(?<year>[0-9]{4})" + Time,
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Local();
}
