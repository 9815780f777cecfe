using System.Globalization;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Audiences;

/// <summary>The dates and instants that limit a period.</summary>
public static class Period
{
    /// <summary>
    /// Reads a date (its beginning in UTC) or an instant; null for none, and for a wrong one, which is added to the errors.
    /// </summary>
    public static DateTimeOffset? Check(string? text, string field, ValidationErrors errors)
    {
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero);
        }

        if (Instants.TryParse(text, out var instant))
        {
            return instant;
        }

        errors.Add(field, "Not a date: write it like 2026-01-31, or as an instant like 2026-01-31T00:00:00Z.");
        return null;
    }
}
