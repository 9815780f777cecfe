using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>Which day it is where somebody lives, and when the next one begins.</summary>
public static class LocalDays
{
    /// <summary>The local date at an instant.</summary>
    public static LocalDate Of(DateTimeOffset at, DateTimeZone zone) => Instant.FromDateTimeOffset(at).InZone(zone).Date;

    /// <summary>When a local day begins. Where a clock change skips its midnight, or the whole day, it begins when the change is over.</summary>
    public static DateTimeOffset Start(LocalDate day, DateTimeZone zone) => StartAfter(DateTimeOffset.MinValue, day, zone);

    /// <summary>When the next local day begins: always later than the instant, also where a clock change brings midnight twice.</summary>
    public static DateTimeOffset NextStart(DateTimeOffset at, DateTimeZone zone) => StartAfter(at, Of(at, zone).PlusDays(1), zone);

    private static DateTimeOffset StartAfter(DateTimeOffset at, LocalDate day, DateTimeZone zone)
    {
        var midnights = zone.MapLocal(day.AtMidnight());
        if (midnights.Count is 0)
        {
            return midnights.LateInterval.Start.ToDateTimeOffset();
        }

        var first = midnights.First().ToInstant().ToDateTimeOffset();
        return first > at ? first : midnights.Last().ToInstant().ToDateTimeOffset();
    }
}
