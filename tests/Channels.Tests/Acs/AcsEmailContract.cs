using System.Text.Json.Nodes;
using CampaignTasks.Channels.Acs;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Acs;

public sealed class AcsEmailContract : ChannelContract
{
    private protected override ChannelKind Kind => ChannelKind.Email;

    private protected override string To => "ann@example.net";

    private protected override Misbehaviour Rejects { get; } = new Misbehaviour.Refuse(400, "InvalidRecipient", "ann@example.net is bad");

    private protected override Misbehaviour? RefusesAccount { get; } =
        new Misbehaviour.Refuse(401, "Denied", "Denied by the resource provider.");

    private protected override string NeededSetting => "accessKey";

    private protected override (string Name, string Value) BadSecret => ("accessKey", "bm90LXRoZS1yZWFsLWtleQ==");

    private protected override async Task<IStandIn> StartAsync() => await AcsStandIn.StartAsync();

    private protected override IChannel New(ProviderHttp http) => new AcsEmail(http, TimeProvider.System);

    private protected override Dictionary<string, string> Settings() => ((AcsStandIn)Server).Settings();

    private protected override string TextOf(ProviderRequest request) =>
        (string)JsonNode.Parse(request.Body.Span)!["content"]!["plainText"]!;

    private protected override RenderedCreative Content(string text) => new("Hi", text, null);
}
