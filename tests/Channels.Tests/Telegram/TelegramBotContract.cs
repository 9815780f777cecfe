using System.Text.Json.Nodes;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Telegram;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Telegram;

public sealed class TelegramBotContract : ChannelContract
{
    private protected override ChannelKind Kind => ChannelKind.Telegram;

    private protected override string To => "123456789";

    private protected override Misbehaviour Rejects { get; } =
        new Misbehaviour.Refuse(403, "403", "Forbidden: bot was blocked by the user 123456789");

    private protected override Misbehaviour? RefusesAccount { get; } = new Misbehaviour.Refuse(401, "401", "Unauthorized");

    private protected override string NeededSetting => "botToken";

    private protected override (string Name, string Value) BadSecret => ("botToken", "123456:another-token-another-token-0000");

    private protected override async Task<IStandIn> StartAsync() => await TelegramStandIn.StartAsync();

    private protected override IChannel New(ProviderHttp http) => new TelegramBot(http, TimeProvider.System);

    private protected override Dictionary<string, string> Settings() => ((TelegramStandIn)Server).Settings();

    private protected override string TextOf(ProviderRequest request) => (string)JsonNode.Parse(request.Body.Span)!["text"]!;
}
