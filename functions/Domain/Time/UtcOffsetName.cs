using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CampaignTasks.Domain.Time;

/// <summary>
/// A distance from UTC that was written in the place of a zone, as in GMT+2 or +05:30. It is no zone: most places move their clocks.
/// </summary>
/// <param name="Minutes">The distance; positive ahead of UTC.</param>
internal readonly partial record struct UtcOffsetName(int Minutes)
{
    // A well-known city for each distance, by its time in winter.
    private static readonly FrozenDictionary<int, string> Cities = new Dictionary<int, string>
    {
        [-660] = "Pacific/Pago_Pago",
        [-600] = "Pacific/Honolulu",
        [-570] = "Pacific/Marquesas",
        [-540] = "America/Anchorage",
        [-480] = "America/Los_Angeles",
        [-420] = "America/Denver",
        [-360] = "America/Chicago",
        [-300] = "America/New_York",
        [-240] = "America/Halifax",
        [-210] = "America/St_Johns",
        [-180] = "America/Sao_Paulo",
        [-120] = "America/Noronha",
        [-60] = "Atlantic/Cape_Verde",
        [0] = "Europe/London",
        [60] = "Europe/Berlin",
        [120] = "Europe/Kyiv",
        [180] = "Europe/Moscow",
        [210] = "Asia/Tehran",
        [240] = "Asia/Dubai",
        [270] = "Asia/Kabul",
        [300] = "Asia/Karachi",
        [330] = "Asia/Kolkata",
        [345] = "Asia/Kathmandu",
        [360] = "Asia/Dhaka",
        [390] = "Asia/Yangon",
        [420] = "Asia/Bangkok",
        [480] = "Asia/Shanghai",
        [525] = "Australia/Eucla",
        [540] = "Asia/Tokyo",
        [570] = "Australia/Adelaide",
        [600] = "Australia/Sydney",
        [630] = "Australia/Lord_Howe",
        [660] = "Pacific/Noumea",
        [720] = "Pacific/Auckland",
        [765] = "Pacific/Chatham",
        [780] = "Pacific/Apia",
        [840] = "Pacific/Kiritimati",
    }.ToFrozenDictionary();

    /// <summary>All cities that are suggested, with their distances in minutes.</summary>
    internal static IReadOnlyDictionary<int, string> Suggested => Cities;

    /// <summary>Reads a distance from UTC; null for a text that is none.</summary>
    public static UtcOffsetName? Parse(string name)
    {
        if (Form().Match(name.Replace('\u2212', '-')) is not { Success: true } match)
        {
            return null;
        }

        var part = match.Groups["part"].Success ? decimal.Parse($"0.{match.Groups["part"].Value}", CultureInfo.InvariantCulture) : 0;
        var minutes = (Number(match.Groups["h"]) * 60) + Number(match.Groups["m"]) + (int)(part * 60);
        return new UtcOffsetName(match.Groups["sign"].Value is "-" ? -minutes : minutes);
    }

    /// <summary>Names a city at this distance, and the zone that always keeps it. The signs of those zones are reversed.</summary>
    public override string ToString()
    {
        var distance = Minutes is 0
            ? "UTC itself"
            : $"{Math.Abs(Minutes) / 60}{(Minutes % 60 is 0 ? "" : $":{Math.Abs(Minutes % 60):00}")} hours {(Minutes > 0 ? "ahead of" : "behind")} UTC";
        var city = Cities.TryGetValue(Minutes, out var known) ? $"name a city there, as in {known}" : "name a city there";
        var always = this switch
        {
            { Minutes: 0 } => ", or UTC",
            { Minutes: var minutes } when minutes % 60 is 0 && minutes / 60 is >= -12 and <= 14 => string.Create(
                CultureInfo.InvariantCulture,
                $", or Etc/GMT{-minutes / 60:+0;-0}, which always is {distance} (its sign is reversed)"
            ),
            _ => "",
        };
        return $"{city}{always}";
    }

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^\s*(?:UTC|GMT|Z)?\s*(?<sign>[+-])\s*(?<h>\d{1,2})(?::?(?<m>[0-5]\d)|[.,](?<part>\d{1,2}))?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
