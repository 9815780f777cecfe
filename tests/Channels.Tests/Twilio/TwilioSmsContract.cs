using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Channels.Twilio;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Twilio;

public sealed class TwilioSmsContract : ChannelContract
{
    private protected override ChannelKind Kind => ChannelKind.Sms;

    private protected override string To => "+15551234567";

    private protected override Misbehaviour Rejects { get; } = new Misbehaviour.Refuse(400, "21211", "+15551234567 is no number");

    private protected override Misbehaviour? RefusesAccount { get; } = new Misbehaviour.Refuse(401, "20003", "Authenticate");

    private protected override string NeededSetting => "authToken";

    private protected override (string Name, string Value) BadSecret => ("authToken", "not-the-real-token");

    private protected override async Task<IStandIn> StartAsync() => await TwilioStandIn.StartAsync();

    private protected override IChannel New(ProviderHttp http) => new TwilioChannel(http, TimeProvider.System);

    private protected override Dictionary<string, string> Settings() => ((TwilioStandIn)Server).Settings();

    private protected override string TextOf(ProviderRequest request) => Given.Form(request)["Body"];
}
