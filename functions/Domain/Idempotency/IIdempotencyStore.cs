namespace CampaignTasks.Domain.Idempotency;

/// <summary>A store of responses to requests with an <c>Idempotency-Key</c>, so that a repeated request is not carried out twice.</summary>
/// <remarks>
/// An entry counts for <see cref="Kept"/> from its beginning; then it is as if it had never been, and is deleted some time later. An
/// entry that was begun and neither completed nor abandoned belongs to a process that died: after <see cref="AbandonedAfter"/> the next
/// repetition of the request takes it over.
/// </remarks>
public interface IIdempotencyStore
{
    /// <summary>The time that a response is kept.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>The time that a request may take before its key is given to a repetition.</summary>
    static readonly TimeSpan AbandonedAfter = TimeSpan.FromMinutes(1);

    /// <summary>Claims the right to carry a request out. Of concurrent callers one gets it.</summary>
    /// <param name="tenantId">The tenant; the same key of two tenants is two keys.</param>
    /// <param name="keyHash">A hash of the key: the key itself is not stored.</param>
    /// <param name="requestFingerprint">A hash of method, path and body.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the asking.</param>
    Task<IdempotencyEntry> TryBeginAsync(
        string tenantId,
        string keyHash,
        string requestFingerprint,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>Keeps the answer of a request begun with <paramref name="started"/>.</summary>
    /// <returns>False when the claim had been lost to a repetition, which then keeps its own answer.</returns>
    Task<bool> CompleteAsync(
        string tenantId,
        string keyHash,
        IdempotencyEntry.Started started,
        StoredAnswer answer,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Forgets a request that was begun and changed nothing, so that it may be tried again at once. A lost claim is ignored.
    /// </summary>
    Task AbandonAsync(string tenantId, string keyHash, IdempotencyEntry.Started started, CancellationToken cancellationToken);
}
