using System.Collections.Concurrent;
using Lib.Net.Http.WebPush.Authentication;

namespace CampaignTasks.Channels.WebPush;

/// <summary>The signed tokens of an account, one for each push service, until they end.</summary>
internal sealed class VapidTokens(TimeProvider time) : IVapidTokenCache
{
    // A request that is under way when the token ends would be refused.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> _tokens = new(StringComparer.Ordinal);

    public void Put(string audience, DateTimeOffset expiration, string token) => _tokens[audience] = (token, expiration);

    public string? Get(string audience) =>
        _tokens.TryGetValue(audience, out var kept) && kept.Until - Margin > time.GetUtcNow() ? kept.Token : null;
}
