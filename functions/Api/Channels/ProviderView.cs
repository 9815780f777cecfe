using CampaignTasks.Domain.Capabilities;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Channels;

/// <summary>A provider of a channel.</summary>
/// <param name="Provider">Its name, as accounts give it.</param>
/// <param name="Templates">Whether a message may name a template that the provider keeps.</param>
/// <param name="IdempotencyKey">Whether a request that is repeated is not a second message.</param>
/// <param name="Receipts">What it reports after it has accepted a message.</param>
/// <param name="Webhook">Whether an account has an address that the provider calls.</param>
/// <param name="Settings">The settings of an account, in the order in which people fill them in.</param>
internal sealed record ProviderView(
    string Provider,
    bool Templates,
    bool IdempotencyKey,
    IReadOnlyList<MessageState> Receipts,
    bool Webhook,
    IReadOnlyList<SettingView> Settings
)
{
    public static ProviderView Of(IChannel channel, ChannelCapabilities capabilities, IChannelCatalog catalog) =>
        new(
            channel.Provider,
            channel.HasTemplates && capabilities.HasTemplates,
            channel.SupportsIdempotency,
            channel.Receipts,
            catalog.FindReader(channel.Provider) is not null,
            [.. channel.Settings.Select(setting => new SettingView(setting.Name, setting.IsRequired, setting.IsSecret, setting.Hint))]
        );
}
