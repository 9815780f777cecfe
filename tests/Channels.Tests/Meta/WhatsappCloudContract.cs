using System.Text.Json.Nodes;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Meta;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Meta;

public sealed class WhatsappCloudContract : ChannelContract
{
    private protected override ChannelKind Kind => ChannelKind.Whatsapp;

    private protected override string To => "+15551234567";

    private protected override Misbehaviour Rejects { get; } =
        new Misbehaviour.Refuse(400, "131026", "Message to 15551234567 undeliverable");

    private protected override Misbehaviour? RefusesAccount { get; } = new Misbehaviour.Refuse(401, "190", "Error validating access token");

    private protected override string NeededSetting => "accessToken";

    private protected override (string Name, string Value) BadSecret => ("accessToken", "EAA-not-the-real-token-0");

    private protected override async Task<IStandIn> StartAsync() => await MetaStandIn.StartAsync();

    private protected override IChannel New(ProviderHttp http) => new WhatsappCloud(http, TimeProvider.System);

    private protected override Dictionary<string, string> Settings() => ((MetaStandIn)Server).WhatsappSettings();

    private protected override string TextOf(ProviderRequest request) => (string)JsonNode.Parse(request.Body.Span)!["text"]!["body"]!;
}
