using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Time;

public sealed class ZoneAdviceTests
{
    [Theory]
    [InlineData("GMT+2", "as in Europe/Kyiv, or Etc/GMT-2, which always is 2 hours ahead of UTC (its sign is reversed).")]
    [InlineData("UTC+02:00", "as in Europe/Kyiv, or Etc/GMT-2, which always is 2 hours ahead of UTC (its sign is reversed).")]
    [InlineData("gmt-5", "as in America/New_York, or Etc/GMT+5, which always is 5 hours behind UTC (its sign is reversed).")]
    [InlineData("UTC\u22125", "as in America/New_York, or Etc/GMT+5, which always is 5 hours behind UTC (its sign is reversed).")]
    [InlineData("+0530", "as in Asia/Kolkata.")]
    [InlineData("UTC+5:45", "as in Asia/Kathmandu.")]
    [InlineData("UTC+0", "or UTC.")]
    [InlineData("+13", "as in Pacific/Apia, or Etc/GMT-13, which always is 13 hours ahead of UTC (its sign is reversed).")]
    [InlineData("+01:15", "name a city there.")]
    [InlineData("GMT+5.5", "as in Asia/Kolkata.")]
    [InlineData("UTC+5,75", "as in Asia/Kathmandu.")]
    [InlineData("GMT+99", "name a city there.")]
    public void DistanceFromUtc_IsAnsweredWithACityThere_AndTheRightSign(string name, string advice) =>
        Assert.EndsWith(advice, Message(name), StringComparison.Ordinal);

    [Theory]
    [InlineData("MSK", "Europe/Moscow")]
    [InlineData("cest", "Europe/Paris")]
    [InlineData("BST", "Europe/London")]
    [InlineData("PST", "America/Los_Angeles")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("Russian Standard Time", "Europe/Moscow")]
    [InlineData("Europe/Pariss", "Europe/Paris")]
    [InlineData("new york", "America/New_York")]
    [InlineData("Pacific Time", "America/Los_Angeles")]
    [InlineData("central european time", "Europe/Paris")]
    public void NameThatIsNone_IsAnsweredWithTheZoneMeant(string name, string zone) =>
        Assert.Contains($"do you mean {zone}?", Message(name), StringComparison.Ordinal);

    [Theory]
    [InlineData("MSX")]
    [InlineData("Middle-earth")]
    [InlineData("Etc/GMT+15")]
    public void NameThatNobodyMeans_IsAnsweredWithTheForm(string name) =>
        Assert.Equal("There is no time zone of this name: write an IANA id, as in Europe/Paris.", Message(name));

    [Fact]
    public void SuggestedCities_HaveTheirDistanceInWinter()
    {
        var (january, july) = (Instant.FromUtc(2026, 1, 15, 0, 0), Instant.FromUtc(2026, 7, 15, 0, 0));

        Assert.All(UtcOffsetName.Suggested, city =>
        {
            var zone = Zones.Get(city.Value);
            var standard = Offset.Min(zone.GetUtcOffset(january), zone.GetUtcOffset(july));
            Assert.Equal(city.Key * 60, standard.Seconds);
        });
    }

    [Fact]
    public void Abbreviations_StandForZonesThatExist_AndAreNoneThemselves() => Assert.All(ZoneAdvice.Abbreviated, pair =>
        {
            Assert.True(Zones.TryGet(pair.Value, out _));
            Assert.False(Zones.TryGet(pair.Key, out _));
        });

    private static string Message(string name)
    {
        var errors = new ValidationErrors();
        Assert.Equal("UTC", ZoneNames.Check(name, "timeZone", errors));
        return errors.ToDictionary()["timeZone"].Single();
    }
}
