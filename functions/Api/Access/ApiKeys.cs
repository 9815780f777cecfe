using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Access;

/// <summary>The maker of API keys, and the search for the tenant of a key. Only hashes are kept.</summary>
internal sealed class ApiKeys(ITenantStore store, TenantQuotaLimits limits, IHostEnvironment environment, TimeProvider time, Ulids ids)
{
    /// <summary>A deleted key, or one of a suspended tenant, may work this long in other processes.</summary>
    private static readonly TimeSpan CachedFor = TimeSpan.FromSeconds(30);

    private const int MaxCached = 10_000;

    private const int LongestKey = 256;

    private readonly ConcurrentDictionary<string, (KnownKey Known, DateTimeOffset Until)> _cache = new(StringComparer.Ordinal);

    /// <summary>A new key text: a prefix that secret scanners can find, and 256 random bits.</summary>
    public static string NewText() => $"ctk_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>The hash a key is kept under.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Stores a key for a text.</summary>
    /// <exception cref="QuotaExceededException">The tenant has as many keys as it may.</exception>
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
        var most = await limits.OfAsync(tenantId, QuotaKind.Keys, cancellationToken);
        return await store.AddKeyAsync(key, most, cancellationToken) ? key : throw new QuotaExceededException(QuotaKind.Keys, most);
    }

    /// <summary>Stores an admin key without an expiry, whatever the tenant's quota: it is the operator's doing.</summary>
    public async Task<ApiKey> IssueAsync(string tenantId, string text, string name, CancellationToken cancellationToken)
    {
        var key = new ApiKey(tenantId, ids.Next(), Hash(text), name, Role.Admin, time.GetUtcNow(), ExpiresAt: null);
        await store.AddKeyAsync(key, long.MaxValue, cancellationToken);
        return key;
    }

    /// <summary>Returns the holder of this key; null when there is none, or it has expired.</summary>
    /// <param name="text">The key.</param>
    /// <param name="mayLookUp">Whether a key that is not known from a moment ago is looked up.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    public async ValueTask<Caller?> FindAsync(string text, bool mayLookUp, CancellationToken cancellationToken)
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
            if (!mayLookUp || await ReadAsync(hash, cancellationToken) is not { } found)
            {
                _cache.TryRemove(hash, out _);
                return null;
            }

            cached = Keep(hash, found, now);
        }

        var (key, isSuspended) = cached.Known;
        return key.ExpiresAt <= now ? null : new Caller(key.TenantId, key.Id, key.Role, key.Name) { IsSuspended = isSuspended };
    }

    /// <summary>Deletes a key, unless it is the last one that keeps the tenant accessible.</summary>
    public async Task<KeyDeletion> DeleteAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        var deletion = await store.DeleteKeyAsync(tenantId, id, cancellationToken);
        Forget(key => key.Id == id && key.TenantId == tenantId);
        return deletion;
    }

    /// <summary>Reads a tenant's keys and its status again: they have changed.</summary>
    public void Forget(string tenantId) => Forget(key => key.TenantId == tenantId);

    private void Forget(Func<ApiKey, bool> isMeant)
    {
        foreach (var (hash, (known, _)) in _cache)
        {
            if (isMeant(known.Key))
            {
                _cache.TryRemove(hash, out _);
            }
        }
    }

    private async Task<KnownKey?> ReadAsync(string hash, CancellationToken cancellationToken)
    {
        if (await store.FindKeyAsync(hash, cancellationToken) is not { } key || !IsTenantKnownHere(key))
        {
            return null;
        }

        return await store.FindAsync(key.TenantId, cancellationToken) is { Status: var status and not TenantStatus.Deleting }
            ? new KnownKey(key, status is TenantStatus.Suspended)
            : null;
    }

    // Development's tenant has keys that are short, or were shown on a console: on the same storage they must open nothing else.
    private bool IsTenantKnownHere(ApiKey key) => key.TenantId is not LocalTenant.Id || environment.IsDevelopment();

    private (KnownKey Known, DateTimeOffset Until) Keep(string hash, KnownKey key, DateTimeOffset now)
    {
        if (_cache.Count >= MaxCached)
        {
            // Rare and cheap to fill again; an order of use would cost every request.
            _cache.Clear();
        }

        return _cache[hash] = (key, now + CachedFor);
    }

    private sealed record KnownKey(ApiKey Key, bool IsSuspended);
}
