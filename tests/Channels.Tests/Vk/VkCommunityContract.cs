using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Channels.Vk;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Vk;

public sealed class VkCommunityContract : ChannelContract
{
    private protected override ChannelKind Kind => ChannelKind.Vk;

    private protected override string To => "123456789";

    private protected override Misbehaviour Rejects { get; } =
        new Misbehaviour.Refuse(200, "901", "Can't send messages to 123456789 without permission");

    private protected override Misbehaviour? RefusesAccount { get; } = new Misbehaviour.Refuse(200, "5", "User authorization failed");

    private protected override string NeededSetting => "accessToken";

    private protected override (string Name, string Value) BadSecret => ("accessToken", "vk1.a.not-the-real-token");

    private protected override async Task<IStandIn> StartAsync() => await VkStandIn.StartAsync();

    private protected override IChannel New(ProviderHttp http) => new VkCommunity(http, TimeProvider.System);

    private protected override Dictionary<string, string> Settings() => ((VkStandIn)Server).Settings();

    private protected override string TextOf(ProviderRequest request) => Given.Form(request)["message"];
}
