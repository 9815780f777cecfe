using System.Text.Json.Nodes;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Channels.Webhook;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Webhook;

public sealed class SignedWebhookContract : ChannelContract
{
    private protected override ChannelKind Kind => ChannelKind.Webhook;

    private protected override string To => ((WebhookStandIn)Server).Hook;

    private protected override Misbehaviour Rejects { get; } = new Misbehaviour.Refuse(422, "", "No.");

    // Each recipient has a server of its own: none of them speaks about the account.
    private protected override Misbehaviour? RefusesAccount => null;

    private protected override Type? WhenSentElsewhere => typeof(SendOutcome.Rejected);

    private protected override bool CanVerify => false;

    private protected override string NeededSetting => "secret";

    private protected override (string Name, string Value) BadSecret => throw new NotSupportedException();

    private protected override async Task<IStandIn> StartAsync() => await WebhookStandIn.StartAsync();

    private protected override IChannel New(ProviderHttp http) => new SignedWebhook(http, TimeProvider.System);

    private protected override Dictionary<string, string> Settings() => WebhookStandIn.Settings();

    private protected override string TextOf(ProviderRequest request) => (string)JsonNode.Parse(request.Body.Span)!["data"]!["text"]!;

    [Theory]
    [InlineData(401, null)]
    [InlineData(404, null)]
    [InlineData(410, SuppressionReason.InvalidAddress)]
    public async Task Refusal_IsAboutTheRecipient_AndForGoodOnlyWhereItIsGone(int status, SuppressionReason? reason)
    {
        Server.Script.Everybody(new Misbehaviour.Refuse(status, "", "No."));

        Assert.Equal(reason, Assert.IsType<SendOutcome.Rejected>(await SendAsync(Message("Hello"))).Verdict?.Reason);
    }

    [Fact]
    public async Task Send_IntoAPrivateNetwork_IsRejected_AndNothingLeaves()
    {
        using var http = Given.Http(new OutboundOptions());

        var outcome = await New(http).SendAsync(Message("Hello"), CancellationToken.None);

        Assert.Equal("hostNotAllowed", Assert.IsType<SendOutcome.Rejected>(outcome).Code);
        Assert.Equal(0, Server.RequestCount);
    }
}
