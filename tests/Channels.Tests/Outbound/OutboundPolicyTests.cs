using CampaignTasks.Channels.Acs;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Twilio;

namespace CampaignTasks.Channels.Tests.Outbound;

public sealed class OutboundPolicyTests
{
    private static readonly OutboundOptions Production = new();
    private static readonly OutboundOptions Development = new() { IsDevelopment = true };

    /// <summary>Addresses of this machine, of private networks and of metadata services, in the spellings that URLs permit.</summary>
    public static TheoryData<string> Inside =>
        [
            "https://127.0.0.1",
            "https://127.0.0.1:8443",
            "https://127.1",
            "https://127.0.1",
            "https://2130706433",
            "https://0x7f000001",
            "https://0x7f.1",
            "https://0x7f.0.0.1",
            "https://0177.0.0.1",
            "https://017700000001",
            "https://127.0.0.1.",
            "https://0.0.0.0",
            "https://0",
            "https://localhost",
            "https://localhost.",
            "https://LOCALHOST",
            "https://a.localhost",
            "https://①②⑦.0.0.1",
            "https://127。0。0。1",
            "https://[::1]",
            "https://[0:0:0:0:0:0:0:1]",
            "https://[::]",
            "https://[::ffff:127.0.0.1]",
            "https://[::ffff:7f00:1]",
            "https://[::127.0.0.1]",
            "https://[::ffff:10.0.0.1]",
            "https://[64:ff9b::127.0.0.1]",
            "https://[64:ff9b::a9fe:a9fe]",
            "https://[2002:7f00:1::]",
            "https://[2002:a00:1::1]",
            "https://[fe80::1]",
            "https://[fe80::1%251]",
            "https://[fd00:ec2::254]",
            "https://[fc00::1]",
            "https://[ff02::1]",
            "https://10.0.0.1",
            "https://10.1",
            "https://167772161",
            "https://172.16.0.1",
            "https://192.168.0.1",
            "https://0xc0a80001",
            "https://100.64.0.1",
            "https://169.254.169.254",
            "https://2852039166",
            "https://0xa9fea9fe",
            "https://0251.0376.0251.0376",
            "https://168.63.129.16",
            "https://224.0.0.1",
            "https://255.255.255.255",
        ];

    [Theory]
    [MemberData(nameof(Inside))]
    public void Inside_OutsideDevelopment_IsRefusedForProvidersAndForAnyHost(string address)
    {
        Assert.NotNull(Setting(Production, "acs").Check(address));
        Assert.NotNull(Setting(Production, "twilio").Check(address));
        Assert.NotNull(Refuse(Production, address, AllowedHosts.AnyPublic));
    }

    [Theory]
    [MemberData(nameof(Inside))]
    public void Inside_InDevelopment_IsAllowedOnThisMachineOnly(string address)
    {
        var isHere = Uri.TryCreate(address, UriKind.Absolute, out var uri) && OutboundHost.Of(uri).IsLoopback;

        Assert.Equal(isHere, Setting(Development, "acs").Check(address) is null);
    }

    [Theory]
    [InlineData("https://contoso.communication.azure.com")]
    [InlineData("https://contoso.europe.communication.azure.com")]
    [InlineData("https://CONTOSO.Communication.Azure.COM.")]
    public void AcsHost_IsAllowed(string address) => Assert.Null(Setting(Production, "acs").Check(address));

    [Theory]
    [InlineData("https://api.twilio.com")]
    [InlineData("https://api.dublin.ie1.twilio.com")]
    public void TwilioHost_IsAllowed(string address) => Assert.Null(Setting(Production, "twilio").Check(address));

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("https://8.8.8.8")]
    [InlineData("https://metadata.google.internal")]
    [InlineData("https://communication.azure.com")]
    [InlineData("https://evilcommunication.azure.com")]
    [InlineData("https://contoso.communication.azure.com.example.net")]
    [InlineData("https://contoso.communication.azure.com@example.net")]
    [InlineData("https://contoso.communication.azure.com:443@example.net")]
    [InlineData("https://example.net#.communication.azure.com")]
    [InlineData("https://example.net/.communication.azure.com")]
    [InlineData("https://example.net?.communication.azure.com")]
    [InlineData("https://example.net\\.communication.azure.com")]
    [InlineData("https://api.twilio.com")]
    [InlineData("http://contoso.communication.azure.com")]
    [InlineData("ftp://contoso.communication.azure.com")]
    [InlineData("contoso.communication.azure.com")]
    [InlineData("//contoso.communication.azure.com")]
    [InlineData("https://")]
    [InlineData("https://.communication.azure.com")]
    public void OtherHost_IsRefused(string address) => Assert.NotNull(Setting(Production, "acs").Check(address));

    [Fact]
    public void Refusal_OfAHost_NamesTheFix()
    {
        var problem = Setting(Production, "acs").Check("https://example.com");

        Assert.Contains("https://name.communication.azure.com", problem, StringComparison.Ordinal);
        Assert.Contains("CampaignTasks__Outbound__AllowedHosts", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "https://127.0.0.1:8443", true)]
    [InlineData("127.0.0.1", "http://127.0.0.1:8080", true)]
    [InlineData("127.0.0.1", "https://0x7f.1", true)]
    [InlineData("127.0.0.1", "https://127.0.0.2", false)]
    [InlineData("10.1.2.3, mail.example.net", "https://10.1.2.3", true)]
    [InlineData("10.1.2.3,mail.example.net", "https://mail.example.net", true)]
    [InlineData("10.1.2.3,mail.example.net", "https://other.example.net", false)]
    [InlineData("*.example.net", "https://mail.example.net", true)]
    [InlineData("*.example.net", "https://example.net", false)]
    [InlineData("::1", "https://[::1]", true)]
    [InlineData("[::1]", "https://[::1]:8443", true)]
    [InlineData("localhost", "http://localhost:8080", true)]
    [InlineData("169.254.169.254", "https://169.254.169.254", false)]
    public void ListedHost_IsAllowed_ButNeverMetadata(string listed, string address, bool isAllowed) =>
        Assert.Equal(isAllowed, Setting(new OutboundOptions { AllowedHosts = listed }, "acs").Check(address) is null);

    [Theory]
    [InlineData("*")]
    [InlineData("*.com")]
    [InlineData("https://example.com")]
    [InlineData("example.com/path")]
    [InlineData("example.com:8080")]
    [InlineData("a b")]
    [InlineData("a.*.com")]
    public void List_WithWhatIsNoHost_IsRefusedAtStart(string listed)
    {
        var result = new OutboundOptionsValidator().Validate(null, new OutboundOptions { AllowedHosts = listed });

        Assert.Contains($"'{listed}'", result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("api.example.com, *.example.net, 10.0.0.1, [::1], fd00::1, münchen.example")]
    public void List_OfHosts_IsTaken(string? listed) =>
        Assert.True(new OutboundOptionsValidator().Validate(null, new OutboundOptions { AllowedHosts = listed }).Succeeded);

    private static string? Refuse(OutboundOptions options, string address, AllowedHosts hosts) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? Given.Policy(options).Refuse(uri, hosts) : "no address";

    private static Domain.Messages.AccountSetting Setting(OutboundOptions options, string provider)
    {
        var http = Given.Http(options);
        return provider is "acs"
            ? new AcsEmail(http, TimeProvider.System).Settings.Single(setting => setting.Name is "endpoint")
            : new TwilioChannel(http, TimeProvider.System).Settings.Single(setting => setting.Name is "baseUrl");
    }
}
