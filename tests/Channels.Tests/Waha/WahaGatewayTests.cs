using System.Text;
using CampaignTasks.Channels.Waha;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Waha;

public sealed class WahaGatewayTests : IAsyncLifetime
{
    private WahaStandIn _server = null!;

    public async Task InitializeAsync() => _server = await WahaStandIn.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("""{"id":"true_15551234567@c.us_3EB0AA"}""")]
    [InlineData("""{"id":{"fromMe":true,"remote":"15551234567@c.us","id":"3EB0AA","_serialized":"true_15551234567@c.us_3EB0AA"}}""")]
    [InlineData("""{"key":{"remoteJid":"15551234567@s.whatsapp.net","fromMe":true,"id":"3EB0AA"}}""")]
    public async Task Send_AnyEnginesAnswer_IsAcceptedUnderTheShortId(string body)
    {
        _server.Script.Everybody(new Misbehaviour.Answer(201, "application/json", Encoding.UTF8.GetBytes(body)));

        Assert.Equal(new SendOutcome.Accepted("3EB0AA"), await SendAsync());
    }

    [Theory]
    [InlineData("STARTING", typeof(SendOutcome.Transient))]
    [InlineData("SCAN_QR_CODE", typeof(SendOutcome.Misconfigured))]
    [InlineData("FAILED", typeof(SendOutcome.Misconfigured))]
    public async Task Send_WhileTheSessionDoesNotWork_IsAboutTheSession(string status, Type outcome)
    {
        var body = $$"""{"statusCode":422,"error":"Session status is not as expected","session":"default","status":"{{status}}"}""";
        _server.Script.Everybody(new Misbehaviour.Answer(422, "application/json", Encoding.UTF8.GetBytes(body)));

        Assert.IsType(outcome, await SendAsync());
    }

    [Theory]
    [InlineData("SCAN_QR_CODE", "scan its QR code")]
    [InlineData("STOPPED", "start it")]
    public async Task Verify_ASessionThatDoesNotWork_SaysWhatToDo(string status, string words)
    {
        _server.Status = status;
        using var http = Given.Http();
        var account = Given.Account("gateway", ChannelKind.Whatsapp, _server.Settings());

        var verification = await new WahaGateway(http, TimeProvider.System).VerifyAsync(account, CancellationToken.None);

        Assert.Contains(words, Assert.IsType<Verification.Fails>(verification).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ATemplate_IsRejected()
    {
        using var http = Given.Http();
        var account = Given.Account("gateway", ChannelKind.Whatsapp, _server.Settings());
        var message = Given.Text(account) with { Content = new(null, null, null, "hello") };

        var outcome = await new WahaGateway(http, TimeProvider.System).SendAsync(message, CancellationToken.None);

        Assert.Equal("noTemplates", Assert.IsType<SendOutcome.Rejected>(outcome).Code);
    }

    private async Task<SendOutcome> SendAsync()
    {
        using var http = Given.Http();
        var account = Given.Account("gateway", ChannelKind.Whatsapp, _server.Settings());
        return await new WahaGateway(http, TimeProvider.System).SendAsync(Given.Text(account), CancellationToken.None);
    }
}
