using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Domain.Tests.Addresses;

public sealed class WebhookAddressTests
{
    [Theory]
    [InlineData("https://crm.example.com/hook", "https://crm.example.com/hook")]
    [InlineData(" HTTPS://CRM.Example.COM:443/Hook?a=B ", "https://crm.example.com/Hook?a=B")]
    [InlineData("https://crm.example.com", "https://crm.example.com/")]
    [InlineData("https://crm.example.com:8443/x", "https://crm.example.com:8443/x")]
    [InlineData("https://münchen.example/x", "https://xn--mnchen-3ya.example/x")]
    [InlineData("https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443/x")]
    [InlineData("http://127.0.0.1:9000/x", "http://127.0.0.1:9000/x")]
    public void Normalize_AnAddress_HasOneForm(string text, string expected)
    {
        var address = ChannelAddress.Normalize(ChannelKind.Webhook, text).Address;

        Assert.Equal(expected, address);
        Assert.Equal(expected, ChannelAddress.Normalize(ChannelKind.Webhook, address).Address);
    }

    [Theory]
    [InlineData("http://crm.example.com/hook")]
    [InlineData("ftp://crm.example.com/hook")]
    [InlineData("crm.example.com/hook")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user:secret@crm.example.com/")]
    [InlineData("https://crm.example.com/#part")]
    [InlineData("ann@example.net")]
    public void Normalize_AnythingElse_IsAFault(string text)
    {
        var reading = ChannelAddress.Normalize(ChannelKind.Webhook, text);

        Assert.Null(reading.Address);
        Assert.NotEmpty(reading.Fault!);
    }

    [Fact]
    public void Normalize_AnAddressThatIsTooLong_IsAFault() =>
        Assert.Contains(
            "too long",
            ChannelAddress.Normalize(ChannelKind.Webhook, $"https://crm.example.com/{new string('a', 300)}").Fault!,
            StringComparison.Ordinal
        );
}
