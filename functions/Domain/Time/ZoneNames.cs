using CampaignTasks.Domain.Validation;
using NodaTime;

namespace CampaignTasks.Domain.Time;

/// <summary>Zones as callers name them, and what they may have meant by one that does not exist.</summary>
public static class ZoneNames
{
    /// <summary>The word in the place of a zone that means each recipient's own.</summary>
    public const string Recipient = "recipient";

    private const string Form = "write an IANA id, as in Europe/Paris";
    private const string OrRecipients = ", or recipient for each recipient's own";

    // Longer than any id: nobody mistypes one that far.
    private const int LongestGuess = 40;

    /// <summary>The IANA id a caller gives; UTC when it is absent, and beside the error when there is no such zone.</summary>
    public static string Check(string? name, string field, ValidationErrors errors)
    {
        if (name is null || Zones.TryGet(name, out _))
        {
            return name ?? "UTC";
        }

        errors.Add(field, $"There is no time zone of this name: {Advice(name, Form, DateTimeZoneProviders.Tzdb.Ids)}");
        return "UTC";
    }

    /// <summary>The end of a message about a wrong name where each recipient's own zone may be asked for, too.</summary>
    internal static string Advice(string name) => Advice(name, Form + OrRecipients, DateTimeZoneProviders.Tzdb.Ids.Append(Recipient));

    private static string Advice(string name, string form, IEnumerable<string> ids) =>
        Nearest(name.Trim(), ids) is { } nearest ? $"do you mean {nearest}? Else {form}." : $"{form}.";

    private static string? Nearest(string name, IEnumerable<string> ids)
    {
        if (name.Length is < 2 or > LongestGuess)
        {
            return null;
        }

        // People write a city alone, or with a blank.
        var given = name.Replace(' ', '_').ToUpperInvariant();
        var (nearest, distance) = ids.Select(id => (id, Distance: Distance(given, id))).MinBy(guess => guess.Distance);
        return distance <= 3 + (given.Length / 5 * 2) ? nearest : null;
    }

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
