using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace CampaignTasks.Domain.Time;

/// <summary>Time zones by their IANA ids, and how local times are found on their clocks.</summary>
internal static class Zones
{
    /// <summary>The zone in which a day begins first.</summary>
    public static DateTimeZone Earliest { get; } = DateTimeZone.ForOffset(Offset.FromHours(14));

    /// <summary>The zone in which a day ends last.</summary>
    public static DateTimeZone Latest { get; } = DateTimeZone.ForOffset(Offset.FromHours(-12));

    public static DateTimeZone Get(string id) => DateTimeZoneProviders.Tzdb[id];

    /// <summary>The zone of an IANA id. Fixed offsets (UTC+03), which the provider knows besides, are none.</summary>
    public static bool TryGet(string? id, [NotNullWhen(true)] out DateTimeZone? zone) =>
        (zone = id is null or "" or ['U', 'T', 'C', '+' or '-', ..] ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)) is not null;

    /// <summary>The local day of an instant.</summary>
    public static LocalDate DayOf(this DateTimeZone zone, DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone).Date;

    /// <summary>The local time of an instant.</summary>
    public static LocalTime TimeOf(this DateTimeZone zone, DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone).TimeOfDay;

    /// <summary>
    /// The instant of a local time: one that is skipped comes as much later as was skipped, of one that comes twice the first counts.
    /// </summary>
    public static DateTimeOffset InstantOf(this DateTimeZone zone, LocalDateTime local) =>
        zone.AtLeniently(local).ToInstant().ToDateTimeOffset();

    /// <summary>The first instant of a day; of a day that the zone skips, the first one after it.</summary>
    public static DateTimeOffset StartOf(this DateTimeZone zone, LocalDate day)
    {
        var midnight = zone.MapLocal(day.AtMidnight());
        var start = midnight.Count is 0 ? midnight.LateInterval.Start : midnight.First().ToInstant();
        return start.ToDateTimeOffset();
    }

    /// <summary>
    /// Returns the instant at which the next day begins: always later than the given one, also where a clock change brings midnight twice.
    /// </summary>
    public static DateTimeOffset NextStartOf(this DateTimeZone zone, DateTimeOffset at)
    {
        var tomorrow = zone.DayOf(at).PlusDays(1);
        var start = zone.StartOf(tomorrow);
        return start > at ? start : zone.MapLocal(tomorrow.AtMidnight()).Last().ToInstant().ToDateTimeOffset();
    }

    /// <summary>Returns true when a zone's calendar has a day: a few islands skipped one when they crossed the date line.</summary>
    public static bool HasDay(DateTimeZone zone, LocalDate day) => zone.DayOf(zone.StartOf(day)) == day;
}
