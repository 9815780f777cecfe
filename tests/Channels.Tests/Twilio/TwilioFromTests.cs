using CampaignTasks.Channels.Twilio;

namespace CampaignTasks.Channels.Tests.Twilio;

public sealed class TwilioFromTests
{
    [Theory]
    [InlineData("+14255550123", true)]
    [InlineData("whatsapp:+14255550123", true)]
    [InlineData("12345", true)]
    [InlineData("My Shop", true)]
    [InlineData("A&B-1_+2", true)]
    [InlineData("14255550123", false)]
    [InlineData("+0425555012", false)]
    [InlineData("+1 425 555 0123", false)]
    [InlineData("+1500555", false)]
    [InlineData("+1555555", false)]
    [InlineData("+4479", false)]
    [InlineData("+142555501234", false)]
    [InlineData("+999123456789", false)]
    [InlineData("+15005550006", true)]
    [InlineData("+447700900123", true)]
    [InlineData("+5215512345678", true)]
    [InlineData("12", false)]
    [InlineData("Twelve chars", false)]
    [InlineData("Caf\u00e9", false)]
    [InlineData("+-_&", false)]
    [InlineData(" Shop", false)]
    [InlineData("shop@example.net", false)]
    public void From_IsANumberAShortCodeOrAName(string from, bool isGood)
    {
        using var http = Given.Http();

        var fault = new TwilioChannel(http, TimeProvider.System).Settings.Single(setting => setting.Name == "from").Check(from);

        Assert.Equal(isGood, fault is null);
        Assert.True(fault is null || fault.Contains("+14255550123", StringComparison.Ordinal));
    }
}
