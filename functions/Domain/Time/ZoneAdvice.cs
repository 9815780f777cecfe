using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;

namespace CampaignTasks.Domain.Time;

/// <summary>The zone that somebody may have meant by a name that is none.</summary>
internal static class ZoneAdvice
{
    // Longer than any id: nobody mistypes one that far.
    private const int LongestGuess = 40;

    // Several countries use some of these: the one most people mean comes first.
    private static readonly FrozenDictionary<string, string> Abbreviations = new Dictionary<string, string>
    {
        ["AEDT"] = "Australia/Sydney",
        ["AEST"] = "Australia/Sydney",
        ["AKST"] = "America/Anchorage",
        ["ART"] = "America/Argentina/Buenos_Aires",
        ["AST"] = "America/Halifax",
        ["AWST"] = "Australia/Perth",
        ["BRT"] = "America/Sao_Paulo",
        ["BST"] = "Europe/London",
        ["Central European Time"] = "Europe/Paris",
        ["Central Time"] = "America/Chicago",
        ["Eastern European Time"] = "Europe/Kyiv",
        ["Eastern Time"] = "America/New_York",
        ["Greenwich Mean Time"] = "Europe/London",
        ["Moscow Time"] = "Europe/Moscow",
        ["Mountain Time"] = "America/Denver",
        ["Pacific Time"] = "America/Los_Angeles",
        ["CAT"] = "Africa/Maputo",
        ["CDT"] = "America/Chicago",
        ["CEST"] = "Europe/Paris",
        ["CST"] = "America/Chicago",
        ["EAT"] = "Africa/Nairobi",
        ["EDT"] = "America/New_York",
        ["EEST"] = "Europe/Kyiv",
        ["GST"] = "Asia/Dubai",
        ["HKT"] = "Asia/Hong_Kong",
        ["ICT"] = "Asia/Bangkok",
        ["IST"] = "Asia/Kolkata",
        ["JST"] = "Asia/Tokyo",
        ["KST"] = "Asia/Seoul",
        ["MDT"] = "America/Denver",
        ["MSK"] = "Europe/Moscow",
        ["NZDT"] = "Pacific/Auckland",
        ["NZST"] = "Pacific/Auckland",
        ["PDT"] = "America/Los_Angeles",
        ["PKT"] = "Asia/Karachi",
        ["PST"] = "America/Los_Angeles",
        ["SAST"] = "Africa/Johannesburg",
        ["SGT"] = "Asia/Singapore",
        ["WAT"] = "Africa/Lagos",
        ["WEST"] = "Europe/Lisbon",
        ["WIB"] = "Asia/Jakarta",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>All abbreviations, with the zones they stand for.</summary>
    internal static IReadOnlyDictionary<string, string> Abbreviated => Abbreviations;

    /// <summary>Says what to write in the place of a name that is no zone, as a sentence.</summary>
    /// <param name="name">The name.</param>
    /// <param name="form">What may be written, in general.</param>
    /// <param name="words">Words that may stand in the place of a zone, besides ids.</param>
    public static string For(string name, string form, params ReadOnlySpan<string> words)
    {
        var given = name.Trim();
        if (UtcOffsetName.Parse(given) is { } offset)
        {
            return $"a distance from UTC is none, because clocks change: {offset}.";
        }

        var meant =
            Abbreviations.TryGetValue(given, out var abbreviated) ? abbreviated
            : TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(given, out var windows) ? windows
            : Nearest(given, words);
        return meant is null ? $"{form}." : $"do you mean {meant}? Else {form}.";
    }

    // Abbreviations and distances among the ids are left out: MST is one letter from MSK, and half the world away.
    private static string? Nearest(string name, ReadOnlySpan<string> words)
    {
        if (name.Length is < 2 or > LongestGuess)
        {
            return null;
        }

        // People write a city alone, or with a blank.
        var given = name.Replace(' ', '_').ToUpperInvariant();
        string?[] ids = [.. DateTimeZoneProviders.Tzdb.Ids.Where(IsPlace), "UTC", .. words];
        var (nearest, distance) = ids.Select(id => (id, Distance: Distance(given, id!))).MinBy(guess => guess.Distance);
        return distance <= 3 + (given.Length / 5 * 2) ? nearest : null;
    }

    private static bool IsPlace(string id) =>
        id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal);

    /// <summary>Twice the edits to an id, or one more than twice those to its city: of equal ones the whole name comes first.</summary>
    private static int Distance(string given, string id)
    {
        id = id.ToUpperInvariant();
        var city = id[(id.LastIndexOf('/') + 1)..];
        return Math.Min(Edits(given, id) * 2, (Edits(given, city) * 2) + 1);
    }

    /// <summary>Returns the number of characters that must be changed, added or left out to turn one text into the other.</summary>
    private static int Edits(string one, string other)
    {
        Span<int> row = stackalloc int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
