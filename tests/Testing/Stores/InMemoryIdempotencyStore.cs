using System.Globalization;
using CampaignTasks.Domain.Idempotency;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps answers in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryIdempotencyStore : IIdempotencyStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Key), Entry> _entries = [];
    private long _claims;

    public Task<IdempotencyEntry> TryBeginAsync(
        string tenantId,
        string keyHash,
        string requestFingerprint,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            var entry = _entries.GetValueOrDefault((tenantId, keyHash));
            return Task.FromResult<IdempotencyEntry>(
                entry switch
                {
                    { } known when now - known.BegunAt < IIdempotencyStore.Kept && known.Fingerprint != requestFingerprint =>
                        new IdempotencyEntry.OtherRequest(),
                    { Answer: { } answer } when now - entry.BegunAt < IIdempotencyStore.Kept => new IdempotencyEntry.Done(answer),
                    { Answer: null } when now - entry.BegunAt < IIdempotencyStore.AbandonedAfter => new IdempotencyEntry.InProgress(),
                    _ => Begin(tenantId, keyHash, requestFingerprint, now),
                }
            );
        }
    }

    public Task<bool> CompleteAsync(
        string tenantId,
        string keyHash,
        IdempotencyEntry.Started started,
        StoredAnswer answer,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            if (!Holds(tenantId, keyHash, started, out var entry))
            {
                return Task.FromResult(false);
            }

            _entries[(tenantId, keyHash)] = entry with { Answer = answer };
            return Task.FromResult(true);
        }
    }

    public Task AbandonAsync(string tenantId, string keyHash, IdempotencyEntry.Started started, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (Holds(tenantId, keyHash, started, out var entry) && entry.Answer is null)
            {
                _entries.Remove((tenantId, keyHash));
            }

            return Task.CompletedTask;
        }
    }

    private IdempotencyEntry.Started Begin(string tenantId, string keyHash, string fingerprint, DateTimeOffset now)
    {
        var claim = (++_claims).ToString(CultureInfo.InvariantCulture);
        var known = _entries.GetValueOrDefault((tenantId, keyHash));
        var first = known is not null && now - known.BegunAt < IIdempotencyStore.Kept ? known.FirstBegunAt : now;
        _entries[(tenantId, keyHash)] = new(fingerprint, claim, now, first, Answer: null);
        return new(claim, first);
    }

    private bool Holds(
        string tenantId,
        string keyHash,
        IdempotencyEntry.Started started,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Entry? entry
    ) => _entries.TryGetValue((tenantId, keyHash), out entry) && entry.Claim == started.Claim;

    private sealed record Entry(
        string Fingerprint,
        string Claim,
        DateTimeOffset BegunAt,
        DateTimeOffset FirstBegunAt,
        StoredAnswer? Answer
    );
}
