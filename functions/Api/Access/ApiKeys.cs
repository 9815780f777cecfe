using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Access;

/// <summary>Makes API keys and finds whose a key is. Only hashes are kept.</summary>
internal sealed class ApiKeys(ITenantStore store, TimeProvider time, Ulids ids)
{
    /// <summary>A deleted key may work this long in other processes.</summary>
    private static readonly TimeSpan CachedFor = TimeSpan.FromSeconds(30);

    private const int MaxCached = 10_000;

    private const int LongestKey = 256;

    private readonly ConcurrentDictionary<string, (ApiKey Key, DateTimeOffset Until)> _cache = new(StringComparer.Ordinal);

    /// <summary>A new key text: a prefix that secret scanners can find, and 256 random bits.</summary>
    public static string NewText() => $"ctk_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>The hash a key is kept under.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Stores a key for a text.</summary>
    public async Task<ApiKey> AddAsync(
        string tenantId,
        string text,
        string name,
        Role role,
        DateTimeOffset? expiresAt,
        CancellationToken cancellationToken
    )
    {
        var key = new ApiKey(tenantId, ids.Next(), Hash(text), name, role, time.GetUtcNow(), expiresAt);
        await store.AddKeyAsync(key, cancellationToken);
        return key;
    }

    /// <summary>Returns the holder of this key; null when there is none, or it has expired.</summary>
    public async ValueTask<Caller?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (text.Length is 0 or > LongestKey)
        {
            return null;
        }

        // The look-up is by hash, so its time says nothing about how much of a key was right.
        var hash = Hash(text);
        var now = time.GetUtcNow();
        if (!_cache.TryGetValue(hash, out var cached) || cached.Until <= now)
        {
            if (await store.FindKeyAsync(hash, cancellationToken) is not { } found)
            {
                _cache.TryRemove(hash, out _);
                return null;
            }

            cached = Keep(hash, found, now);
        }

        return cached.Key.ExpiresAt <= now ? null : new Caller(cached.Key.TenantId, cached.Key.Id, cached.Key.Role, cached.Key.Name);
    }

    /// <summary>Deletes a key; false when the tenant has none with this id.</summary>
    public async Task<bool> DeleteAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        var deleted = await store.DeleteKeyAsync(tenantId, id, cancellationToken);
        foreach (var (hash, (key, _)) in _cache)
        {
            if (key.Id == id && key.TenantId == tenantId)
            {
                _cache.TryRemove(hash, out _);
            }
        }

        return deleted;
    }

    private (ApiKey Key, DateTimeOffset Until) Keep(string hash, ApiKey key, DateTimeOffset now)
    {
        if (_cache.Count >= MaxCached)
        {
            // Rare and cheap to fill again; an order of use would cost every request.
            _cache.Clear();
        }

        return _cache[hash] = (key, now + CachedFor);
    }
}
