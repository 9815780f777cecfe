using CampaignTasks.Domain;
using CampaignTasks.Domain.Capabilities;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Api.Channels;

/// <summary>A channel: what it carries, whatever the provider, and its providers.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Fields">The fields that a creative for it may have.</param>
/// <param name="Text">The longest text of a message; null: no limit below that of a stored text.</param>
/// <param name="Html">Whether a creative may have HTML.</param>
/// <param name="Templates">Whether a creative may name a template that a provider keeps.</param>
/// <param name="MinimumPause">The shortest pause between two messages of an account, as an ISO 8601 duration; PT0S: any.</param>
/// <param name="AddressForm">How an address is written.</param>
/// <param name="Providers">The providers that send on it.</param>
internal sealed record ChannelView(
    ChannelKind Channel,
    IReadOnlyList<string> Fields,
    TextLimitView? Text,
    bool Html,
    bool Templates,
    string MinimumPause,
    string AddressForm,
    IReadOnlyList<ProviderView> Providers
)
{
    public static ChannelView Of(ChannelKind kind, IChannelCatalog catalog)
    {
        var capabilities = ChannelCapabilities.Of(kind);
        return new(
            kind,
            capabilities.Fields,
            capabilities.Text is { } limit ? new TextLimitView(limit.Most, limit.Unit) : null,
            capabilities.HasHtml,
            capabilities.HasTemplates,
            IsoDuration.Format(capabilities.ShortestPause),
            capabilities.AddressForm,
            [.. catalog.Channels(kind).Select(channel => ProviderView.Of(channel, capabilities, catalog))]
        );
    }
}
