using NodaTime;
using NodaTime.Text;

namespace CampaignTasks.Domain.Time;

/// <summary>Times of the day as the API writes them: hours and minutes, <c>09:00</c>.</summary>
internal static class LocalTimes
{
    private const string EndOfDay = "24:00";

    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static bool TryParse(string? text, out LocalTime time)
    {
        var read = text is null ? null : Pattern.Parse(text);
        time = read is { Success: true } ? read.Value : default;
        return read is { Success: true };
    }

    /// <summary>Reads the end of a window: <c>24:00</c> is the end of the day, kept as midnight, and <c>00:00</c> is no end.</summary>
    public static bool TryParseEnd(string? text, out LocalTime time)
    {
        time = LocalTime.Midnight;
        return text is EndOfDay || (TryParse(text, out time) && time != LocalTime.Midnight);
    }

    public static string Format(LocalTime time) => Pattern.Format(time);

    public static string FormatEnd(LocalTime time) => time == LocalTime.Midnight ? EndOfDay : Format(time);
}
