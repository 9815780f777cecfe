using System.Text.Json.Nodes;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Channels.Waha;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Waha;

public sealed class WahaGatewayContract : ChannelContract
{
    private protected override ChannelKind Kind => ChannelKind.Whatsapp;

    private protected override string To => "+15551234567";

    private protected override Misbehaviour Rejects { get; } = new Misbehaviour.Refuse(400, "400", "15551234567 is no number");

    private protected override Misbehaviour? RefusesAccount { get; } = new Misbehaviour.Refuse(401, "401", "Unauthorized");

    private protected override string NeededSetting => "apiKey";

    private protected override (string Name, string Value) BadSecret => ("apiKey", "not-the-real-key");

    private protected override async Task<IStandIn> StartAsync() => await WahaStandIn.StartAsync();

    private protected override IChannel New(ProviderHttp http) => new WahaGateway(http, TimeProvider.System);

    private protected override Dictionary<string, string> Settings() => ((WahaStandIn)Server).Settings();

    private protected override string TextOf(ProviderRequest request) => (string)JsonNode.Parse(request.Body.Span)!["text"]!;
}
