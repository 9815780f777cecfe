using System.Globalization;

namespace CampaignTasks.Domain.Time;

/// <summary>Instants as the API writes them (RFC 3339).</summary>
public static class Instants
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>
    /// Reads a date and time with its offset (<c>Z</c> or <c>+01:00</c>); without an offset it names no instant and is refused. The result
    /// is in UTC.
    /// </summary>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is not { Length: >= 17 and <= 40 } || !HasOffset(text))
        {
            return false;
        }

        return DateTimeOffset.TryParseExact(
            text.ToUpperInvariant(),
            Forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal,
            out instant
        );
    }

    /// <summary>The instant without what is less than a millisecond.</summary>
    public static DateTimeOffset InMilliseconds(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());

    private static bool HasOffset(string text) => text[^1] is 'Z' or 'z' || (text[^6] is '+' or '-' && text[^3] is ':');
}
