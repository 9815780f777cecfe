using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Time;

public sealed class RecipientZoneTests
{
    [Theory]
    [InlineData("Asia/Tokyo", "FR", "+4915112345678", "Asia/Tokyo", ZoneSource.Contact)]
    [InlineData(null, "FR", "+4915112345678", "Europe/Paris", ZoneSource.Country)]
    [InlineData(null, "fr", null, "Europe/Paris", ZoneSource.Country)]
    [InlineData("Europe/Nowhere", "RU", null, "Europe/Moscow", ZoneSource.Country)]
    [InlineData("UTC+03", "RU", null, "Europe/Moscow", ZoneSource.Country)]
    [InlineData("recipient", null, "+4915112345678", "Europe/Berlin", ZoneSource.Country)]
    [InlineData("", "ZZ", "+14255550123", "America/New_York", ZoneSource.Country)]
    [InlineData(null, null, "+77011234567", "Asia/Almaty", ZoneSource.Country)]
    [InlineData(null, null, "+76121234567", "Asia/Almaty", ZoneSource.Country)]
    [InlineData(null, null, "+79161234567", "Europe/Moscow", ZoneSource.Country)]
    [InlineData(null, null, "+998901234567", "Asia/Tashkent", ZoneSource.Country)]
    [InlineData(null, null, "+38344123456", "Europe/Belgrade", ZoneSource.Country)]
    [InlineData(null, null, "+999123456789", "America/Lima", ZoneSource.Default)]
    [InlineData(null, null, "ann@example.net", "America/Lima", ZoneSource.Default)]
    [InlineData(null, null, "+", "America/Lima", ZoneSource.Default)]
    [InlineData(null, null, null, "America/Lima", ZoneSource.Default)]
    public void Resolve_TakesTheFirstThatIsKnown(string? zone, string? country, string? address, string expected, ZoneSource source) =>
        Assert.Equal(new RecipientZone(expected, source), RecipientZone.Resolve(zone, country, address, "America/Lima"));

    [Theory]
    [InlineData(null)]
    [InlineData("Mars/Olympus")]
    public void Resolve_WithoutADefault_IsUtc(string? tenantDefault) =>
        Assert.Equal(new RecipientZone("UTC", ZoneSource.Default), RecipientZone.Resolve(null, null, null, tenantDefault));

    [Fact]
    public void MainZones_OfCountriesWithSeveral_AreReviewed()
    {
        var several = CountryZones
            .Locations.GroupBy(l => l.CountryCode)
            .Where(zones => zones.Count() > 1)
            .ToDictionary(g => g.Key, g => g.Select(l => l.ZoneId).ToList());

        Assert.Superset(several.Keys.ToHashSet(), CountryZones.ReviewedCountries.ToHashSet());
        Assert.All(several, country => Assert.Contains(CountryZones.Of(country.Key), country.Value));
    }

    [Fact]
    public void MainZones_OfAllCountries_Exist() =>
        Assert.All(
            CountryZones.Locations.Select(l => l.CountryCode).Concat(CountryZones.ReviewedCountries).Concat(CallingCodes.All),
            country => Assert.NotNull(DateTimeZoneProviders.Tzdb.GetZoneOrNull(CountryZones.Of(country)!))
        );

    [Fact]
    public void CallingCodes_OfEachCountry_AreFoundByTheirDigits() =>
        Assert.All(
            new[]
            {
                ("+1", "US"),
                ("+44", "GB"),
                ("+353", "IE"),
                ("+49", "DE"),
                ("+7", "RU"),
                ("+77", "KZ"),
                ("+852", "HK"),
                ("+86", "CN"),
                ("+972", "IL"),
                ("+998", "UZ"),
            },
            code => Assert.Equal(code.Item2, CallingCodes.CountryOf($"{code.Item1}0000000"))
        );
}
