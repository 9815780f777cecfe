using CampaignTasks.Domain.Erasures;

namespace CampaignTasks.App.Erasures;

/// <summary>Tells files that are being taken in of whom they must not bring back: an erasure stays open until those sent before it are through.</summary>
internal sealed class ErasedContacts(IErasureStore store, ErasureSubjects subjects)
{
    private const int Most = 10_000;

    /// <summary>The contacts that were deleted since an instant, as far as files sent before may still tell of them. Mostly nobody, for one request.</summary>
    public async Task<IReadOnlySet<string>> SinceAsync(string tenantId, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await store.ListOpenAsync(tenantId, Most, cancellationToken)).Where(erasure => erasure.CreatedAt >= since)
            .Select(erasure => subjects.TryOpen(erasure)?.ContactId).OfType<string>().ToHashSet(StringComparer.Ordinal);
}
