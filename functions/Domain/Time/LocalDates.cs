using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.Text;

namespace CampaignTasks.Domain.Time;

/// <summary>Days as the API writes them: <c>2026-12-01</c>.</summary>
public static class LocalDates
{
    public const string Advice = "The date is not a day of the calendar: write year, month and day, as in 2026-12-01.";

    public static bool TryParse(string? text, out LocalDate day)
    {
        // The pattern would take years with a sign and, from 10000 on, five digits.
        var read = text is { Length: 10 } ? LocalDatePattern.Iso.Parse(text) : null;
        day = read is { Success: true } ? read.Value : new LocalDate(1, 1, 1);
        return read is { Success: true } && day.Year > 0;
    }

    [return: NotNullIfNotNull(nameof(day))]
    public static string? Format(LocalDate? day) => day is { } given ? LocalDatePattern.Iso.Format(given) : null;
}
