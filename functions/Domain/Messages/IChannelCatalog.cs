namespace CampaignTasks.Domain.Messages;

/// <summary>A catalog of the adapters by channel and provider. Provider names compare exactly.</summary>
public interface IChannelCatalog
{
    /// <summary>Finds the adapter; null when this provider does not serve this channel.</summary>
    IChannel? Find(ChannelKind kind, string provider);

    /// <summary>Lists the adapters of a channel, in the alphabetical order of their providers.</summary>
    IReadOnlyList<IChannel> Channels(ChannelKind kind);

    /// <summary>Lists the providers that serve a channel, in alphabetical order.</summary>
    IReadOnlyList<string> Providers(ChannelKind kind);

    /// <summary>Finds the reader of a provider's webhook calls; null when it has none.</summary>
    IWebhookReader? FindReader(string provider);
}
