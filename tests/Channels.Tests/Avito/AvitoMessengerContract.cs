using System.Text.Json.Nodes;
using CampaignTasks.Channels.Avito;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Avito;

public sealed class AvitoMessengerContract : ChannelContract
{
    private protected override ChannelKind Kind => ChannelKind.Avito;

    private protected override string To => "u2i-abc~123";

    private protected override Misbehaviour Rejects { get; } = new Misbehaviour.Refuse(404, "404", "chat u2i-abc~123 not found");

    private protected override Misbehaviour? RefusesAccount { get; } = new Misbehaviour.Refuse(402, "402", "payment required");

    private protected override string NeededSetting => "clientSecret";

    private protected override (string Name, string Value) BadSecret => ("clientSecret", "not-the-real-secret");

    private protected override async Task<IStandIn> StartAsync() => await AvitoStandIn.StartAsync();

    private protected override IChannel New(ProviderHttp http) => new AvitoMessenger(http, TimeProvider.System);

    private protected override Dictionary<string, string> Settings() => ((AvitoStandIn)Server).Settings();

    private protected override string TextOf(ProviderRequest request) => (string)JsonNode.Parse(request.Body.Span)!["message"]!["text"]!;
}
