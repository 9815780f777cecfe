using System.Collections.Frozen;
using NodaTime.TimeZones;

namespace CampaignTasks.Domain.Time;

/// <summary>The zone in which most people of a country live.</summary>
internal static class CountryZones
{
    /// <summary>The zones of countries that have several, and of those that the zone table lacks.</summary>
    private static readonly Dictionary<string, string> Reviewed = new(StringComparer.Ordinal)
    {
        ["AQ"] = "Antarctica/McMurdo",
        ["AR"] = "America/Argentina/Buenos_Aires",
        ["AU"] = "Australia/Sydney",
        ["BR"] = "America/Sao_Paulo",
        ["CA"] = "America/Toronto",
        ["CD"] = "Africa/Kinshasa",
        ["CL"] = "America/Santiago",
        ["CN"] = "Asia/Shanghai",
        ["CY"] = "Asia/Nicosia",
        ["DE"] = "Europe/Berlin",
        ["EC"] = "America/Guayaquil",
        ["ES"] = "Europe/Madrid",
        ["FM"] = "Pacific/Chuuk",
        ["GL"] = "America/Nuuk",
        ["ID"] = "Asia/Jakarta",
        ["KI"] = "Pacific/Tarawa",
        ["KZ"] = "Asia/Almaty",
        ["MH"] = "Pacific/Majuro",
        ["MN"] = "Asia/Ulaanbaatar",
        ["MX"] = "America/Mexico_City",
        ["MY"] = "Asia/Kuala_Lumpur",
        ["NZ"] = "Pacific/Auckland",
        ["PF"] = "Pacific/Tahiti",
        ["PG"] = "Pacific/Port_Moresby",
        ["PS"] = "Asia/Hebron",
        ["PT"] = "Europe/Lisbon",
        ["RU"] = "Europe/Moscow",
        ["UA"] = "Europe/Kyiv",
        ["UM"] = "Pacific/Wake",
        ["US"] = "America/New_York",
        ["UZ"] = "Asia/Tashkent",
        ["XK"] = "Europe/Belgrade",
    };

    private static readonly FrozenDictionary<string, string> Main = Locations
        .DistinctBy(location => location.CountryCode)
        .Select(location => KeyValuePair.Create(location.CountryCode, location.ZoneId))
        .Where(pair => !Reviewed.ContainsKey(pair.Key))
        .Concat(Reviewed)
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The zone table: one line for every zone of every country.</summary>
    internal static IEnumerable<TzdbZoneLocation> Locations => TzdbDateTimeZoneSource.Default.ZoneLocations ?? [];

    /// <summary>The countries whose main zone was chosen by hand.</summary>
    internal static IReadOnlyCollection<string> ReviewedCountries => Reviewed.Keys;

    /// <summary>The main zone of a country by its two letters, in any case; null when there is no such country.</summary>
    public static string? Of(string? country) => country is null ? null : Main.GetValueOrDefault(country.Trim());
}
