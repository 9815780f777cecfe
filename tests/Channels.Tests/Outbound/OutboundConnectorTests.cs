using System.Net;
using CampaignTasks.Channels.Acs;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Outbound;

public sealed class OutboundConnectorTests : IAsyncLifetime
{
    private const string PublicAddress = "203.1.113.7";
    private const string Name = "http://hooks.example.net/";

    private AcsStandIn _server = null!;

    public async Task InitializeAsync() => _server = await AcsStandIn.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fe80::1%1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("127.0.0.1", "10.0.0.1", "::1")]
    public async Task Name_ThatResolvesInside_IsNotConnectedTo(params string[] addresses)
    {
        var network = new ScriptedNetwork(_server.Address, addresses);

        await Assert.ThrowsAsync<OutboundRefusedException>(() => CauseOf(GetAsync(network)));

        Assert.Empty(network.Connected);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Name_OfInsideAndPublicAddresses_IsConnectedToAtThePublicOnes()
    {
        var network = new ScriptedNetwork(_server.Address, ["10.0.0.1", PublicAddress, "::1"]);

        using var response = await GetAsync(network);

        Assert.Equal(PublicAddress, Assert.Single(network.Connected).Address.ToString());
    }

    [Fact]
    public async Task Name_ThatAnswersInsideTheSecondTime_IsConnectedToWhereItWasChecked()
    {
        var network = new ScriptedNetwork(_server.Address, [PublicAddress], ["127.0.0.1"]);

        using var response = await GetAsync(network);

        Assert.Equal((1, PublicAddress), (network.Asked, Assert.Single(network.Connected).Address.ToString()));
        await Assert.ThrowsAsync<OutboundRefusedException>(() => CauseOf(GetAsync(network)));
        Assert.Single(network.Connected);
    }

    [Fact]
    public async Task Address_ThatIsSilent_GivesWayToTheNext()
    {
        var network = new ScriptedNetwork(_server.Address, [PublicAddress, "2606:4700::1111"]) { Silent = { PublicAddress } };

        using var response = await GetAsync(network);

        Assert.Equal([PublicAddress, "2606:4700::1111"], network.Connected.Select(one => one.Address.ToString()));
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://169.254.169.254/")]
    [InlineData("http://127.0.0.1./")]
    public async Task Literal_OfThisMachineOrMetadata_IsNotConnectedTo(string address)
    {
        var network = new ScriptedNetwork(_server.Address, [PublicAddress]);

        await Assert.ThrowsAsync<OutboundRefusedException>(() => CauseOf(GetAsync(network, address)));

        Assert.Empty(network.Connected);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_IsNotFollowed(int status)
    {
        var network = new ScriptedNetwork(_server.Address, [PublicAddress]);
        using var http = Given.Http(new OutboundOptions { AllowedHosts = "127.0.0.1" }, network);
        _server.Script.Everybody(new Misbehaviour.Redirect(new Uri("http://169.254.169.254/latest/meta-data"), status));

        var outcome = await SendAsync(http, _server.Settings()["endpoint"]);

        Assert.Equal($"http{status}", Assert.IsType<SendOutcome.Misconfigured>(outcome).Code);
        Assert.Single(network.Connected);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task ListedHost_ThatResolvesInside_IsConnectedTo_ButNeverAtMetadata()
    {
        var listed = new OutboundOptions { AllowedHosts = "hooks.example.net" };
        var network = new ScriptedNetwork(_server.Address, ["169.254.169.254", "10.0.0.1"]);

        using var response = await GetAsync(network, options: listed);

        Assert.Equal("10.0.0.1", Assert.Single(network.Connected).Address.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Proxy_OfTheOwnNetwork_IsConnectedTo_WhereProxiesAreUsed(bool usesProxy)
    {
        var network = new ScriptedNetwork(_server.Address, ["10.0.0.1"]);
        var handler = new OutboundConnector(Given.Policy(new OutboundOptions()), network).CreateHandler(usesProxy);
        handler.Proxy = new WebProxy("http://10.0.0.9:3128");
        using var client = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, Name);
        var asked = client.SendAsync(request, CancellationToken.None);

        if (usesProxy)
        {
            using var response = await asked;
            Assert.Equal("10.0.0.9:3128", Assert.Single(network.Connected).ToString());
        }
        else
        {
            await Assert.ThrowsAsync<OutboundRefusedException>(() => CauseOf(asked));
            Assert.Empty(network.Connected);
        }
    }

    [Fact]
    public async Task Send_ToANameThatResolvesInside_StopsTheAccount()
    {
        var network = new ScriptedNetwork(_server.Address, ["10.0.0.1"]);
        using var http = Given.Http(new OutboundOptions(), network);

        var outcome = await SendAsync(http, "https://contoso.communication.azure.com");

        Assert.Equal("hostNotAllowed", Assert.IsType<SendOutcome.Misconfigured>(outcome).Code);
        Assert.Empty(network.Connected);
    }

    [Fact]
    public async Task Send_FromAnAccountStoredInDevelopment_IsRefusedOutsideIt()
    {
        using var http = Given.Http(new OutboundOptions());

        var outcome = await SendAsync(http, _server.Settings()["endpoint"]);

        Assert.Equal("hostNotAllowed", Assert.IsType<SendOutcome.Misconfigured>(outcome).Code);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Answer_OfAHostThatIsNotTheProvidersOwn_IsNotShown()
    {
        using var http = Given.Http(new OutboundOptions { AllowedHosts = "127.0.0.1" });
        _server.Script.Everybody(new Misbehaviour.Refuse(400, "InternalCode", "words of an internal service"));

        var outcome = Assert.IsType<SendOutcome.Rejected>(await SendAsync(http, _server.Settings()["endpoint"]));

        Assert.Equal("http400", outcome.Code);
        Assert.DoesNotContain("internal", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Id_FromAHostThatIsNotTheProvidersOwn_IsTakenOnlyAsAnId()
    {
        using var http = Given.Http(new OutboundOptions { AllowedHosts = "127.0.0.1" });
        _server.Script.Everybody(new Misbehaviour.Answer(202, "application/json", """{"id":"words of an internal service"}"""u8.ToArray()));

        var outcome = Assert.IsType<SendOutcome.Accepted>(await SendAsync(http, _server.Settings()["endpoint"]));

        Assert.True(Guid.TryParse(outcome.ProviderId, out _), outcome.ProviderId);
    }

    private async Task<SendOutcome> SendAsync(CampaignTasks.Channels.Http.ProviderHttp http, string endpoint)
    {
        var settings = _server.Settings();
        settings["endpoint"] = endpoint;
        var message = Given.Mail(Given.Account("acs", ChannelKind.Email, settings));
        return await new AcsEmail(http, TimeProvider.System).SendAsync(message, CancellationToken.None);
    }

    private static async Task<HttpResponseMessage> GetAsync(ScriptedNetwork network, string address = Name, OutboundOptions? options = null)
    {
        using var client = new HttpMessageInvoker(
            new OutboundConnector(Given.Policy(options ?? new OutboundOptions()), network).CreateHandler(usesProxy: false)
        );
        return await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, address), CancellationToken.None);
    }

    private static async Task CauseOf(Task request)
    {
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => request);
        throw failure.GetBaseException();
    }
}
