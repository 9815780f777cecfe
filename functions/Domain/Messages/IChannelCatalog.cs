namespace CampaignTasks.Domain.Messages;

/// <summary>The adapters of channels and providers. Provider names compare exactly.</summary>
public interface IChannelCatalog
{
    /// <summary>The adapter, or null when this provider does not serve this channel.</summary>
    IChannel? Find(ChannelKind kind, string provider);

    /// <summary>The providers that serve a channel, in alphabetical order.</summary>
    IReadOnlyList<string> Providers(ChannelKind kind);

    /// <summary>The reader of a provider's webhook calls, or null when it has none.</summary>
    IWebhookReader? FindReader(string provider);
}
