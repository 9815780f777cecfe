using System.Text.Json.Nodes;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.SendGrid;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.SendGrid;

public sealed class SendGridMailContract : ChannelContract
{
    private protected override ChannelKind Kind => ChannelKind.Email;

    private protected override string To => "ann@example.net";

    private protected override Misbehaviour Rejects { get; } =
        new Misbehaviour.Refuse(400, "personalizations.0.to.0.email", "ann@example.net is no address");

    private protected override Misbehaviour? RefusesAccount { get; } =
        new Misbehaviour.Refuse(403, "from", "The from address does not match a verified Sender Identity.");

    private protected override string NeededSetting => "apiKey";

    private protected override (string Name, string Value) BadSecret => ("apiKey", "SG.another-key.another-key");

    private protected override async Task<IStandIn> StartAsync() => await SendGridStandIn.StartAsync();

    private protected override IChannel New(ProviderHttp http) => new SendGridMail(http, TimeProvider.System);

    private protected override Dictionary<string, string> Settings() => ((SendGridStandIn)Server).Settings();

    private protected override string TextOf(ProviderRequest request) =>
        (string)JsonNode.Parse(request.Body.Span)!["content"]![0]!["value"]!;

    private protected override RenderedCreative Content(string text) => new("Hi", text, null);

    [Fact]
    public async Task Mail_CarriesItsId_AndTheUnsubscribeLink()
    {
        var message = Message("Hello") with { Unsubscribe = new Uri("https://tasks.example.com/u/abc") };

        await SendAsync(message);

        var mail = JsonNode.Parse(Server.Requests.Single().Body.Span)!;
        Assert.Equal(message.IdempotencyKey.ToString(), (string?)mail["custom_args"]!["campaignTasksMessage"]);
        Assert.Equal("<https://tasks.example.com/u/abc>", (string?)mail["headers"]!["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", (string?)mail["headers"]!["List-Unsubscribe-Post"]);
    }

    [Theory]
    [InlineData("personalizations.0.to.0.email", SuppressionReason.InvalidAddress)]
    [InlineData("content.0.value", null)]
    [InlineData("", null)]
    public async Task Refusal_OfTheAddress_IsAVerdict_AndNoOther(string field, SuppressionReason? reason)
    {
        Server.Script.Everybody(new Misbehaviour.Refuse(400, field, "No."));

        Assert.Equal(reason, Assert.IsType<SendOutcome.Rejected>(await SendAsync(Message("Hello"))).Verdict?.Reason);
    }
}
