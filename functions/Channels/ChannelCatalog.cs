using System.Collections.Frozen;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels;

/// <inheritdoc/>
public sealed class ChannelCatalog : IChannelCatalog
{
    private readonly FrozenDictionary<(ChannelKind Kind, string Provider), IChannel> _channels;
    private readonly FrozenDictionary<ChannelKind, IReadOnlyList<IChannel>> _byKind;
    private readonly FrozenDictionary<string, IWebhookReader> _readers;

    /// <exception cref="ArgumentException">
    /// Two adapters serve the same channel under the same provider name, or two readers share one.
    /// </exception>
    public ChannelCatalog(IEnumerable<IChannel> channels, IEnumerable<IWebhookReader> readers)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(readers);
        var served = channels.SelectMany(channel => channel.Kinds, (channel, kind) => (Kind: kind, Channel: channel)).ToList();
        _channels = Once(served, entry => (entry.Kind, entry.Channel.Provider))
            .ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Channel);
        _byKind = served
            .GroupBy(entry => entry.Kind, entry => entry.Channel)
            .ToFrozenDictionary(
                group => group.Key,
                group => (IReadOnlyList<IChannel>)[.. group.OrderBy(channel => channel.Provider, StringComparer.Ordinal)]
            );
        _readers = Once(readers, reader => reader.Provider).ToFrozenDictionary(pair => pair.Key, pair => pair.Value);
    }

    /// <inheritdoc/>
    public IChannel? Find(ChannelKind kind, string provider) => _channels.GetValueOrDefault((kind, provider));

    /// <inheritdoc/>
    public IReadOnlyList<IChannel> Channels(ChannelKind kind) => _byKind.GetValueOrDefault(kind) ?? [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Providers(ChannelKind kind) => [.. Channels(kind).Select(channel => channel.Provider)];

    /// <inheritdoc/>
    public IWebhookReader? FindReader(string provider) => _readers.GetValueOrDefault(provider);

    private static Dictionary<TKey, T> Once<TKey, T>(IEnumerable<T> items, Func<T, TKey> key)
        where TKey : notnull
    {
        var once = new Dictionary<TKey, T>();
        foreach (var item in items)
        {
            if (!once.TryAdd(key(item), item))
            {
                throw new ArgumentException($"{key(item)} is served twice.", nameof(items));
            }
        }

        return once;
    }
}
