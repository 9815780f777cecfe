namespace CampaignTasks.Domain.Tenants;

/// <summary>What the caller of <see cref="IIdempotencyStore.TryBeginAsync"/> is to do. Closed: every reader handles every case.</summary>
public abstract record IdempotencyEntry
{
    private IdempotencyEntry() { }

    /// <summary>The key is the caller's: carry the request out, then complete or abandon it.</summary>
    /// <param name="Claim">Proves that the entry is still this caller's.</param>
    /// <param name="FirstBegunAt">
    /// When this request was first begun: a repetition that takes over from a process that died sees its predecessor's, so that ids derived
    /// from it are the same, and what the predecessor stored is found rather than made twice.
    /// </param>
    public sealed record Started(string Claim, DateTimeOffset FirstBegunAt) : IdempotencyEntry;

    /// <summary>The same request is being carried out now: answer 409 and ask for a later retry.</summary>
    public sealed record InProgress : IdempotencyEntry;

    /// <summary>The same request was carried out: give this answer again.</summary>
    public sealed record Done(StoredAnswer Answer) : IdempotencyEntry;

    /// <summary>The key was used for another request: answer 422.</summary>
    public sealed record OtherRequest : IdempotencyEntry;
}

/// <summary>An HTTP answer kept for its repetition.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">The few headers that belong to the answer (Content-Type, Location, ETag).</param>
/// <param name="Body">The body, at most <see cref="MostBodyBytes"/> long.</param>
public sealed record StoredAnswer(int Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The longest body kept, in bytes: 704 KiB, what a table row of 1 MiB holds even where its base64 on the wire is counted, as the emulator does.</summary>
    public const int MostBodyBytes = 704 * 1024;

    /// <summary>The body, at most <see cref="MostBodyBytes"/> long.</summary>
    public ReadOnlyMemory<byte> Body { get; } = Body.Length <= MostBodyBytes
        ? Body
        : throw new ArgumentException($"A stored answer has at most {MostBodyBytes} bytes; this one has {Body.Length}.", nameof(Body));
}

/// <summary>Remembers what was answered to requests that carry an <c>Idempotency-Key</c>, so that a repeated request is not carried out twice.</summary>
/// <remarks>
/// An entry counts for <see cref="Kept"/> from its beginning; then it is as if it had never been, and is deleted some time later. An
/// entry that was begun and neither completed nor abandoned belongs to a process that died: after <see cref="Patience"/> the next
/// repetition of the request takes it over.
/// </remarks>
public interface IIdempotencyStore
{
    /// <summary>How long an answer is kept.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>How long a request may take before its key is given to a repetition.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Asks for the right to carry a request out. Of callers that ask at once, one gets it.</summary>
    /// <param name="tenantId">The tenant; the same key of two tenants is two keys.</param>
    /// <param name="keyHash">A hash of the key: the key itself is not stored.</param>
    /// <param name="requestFingerprint">A hash of method, path and body.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the asking.</param>
    Task<IdempotencyEntry> TryBeginAsync(
        string tenantId, string keyHash, string requestFingerprint, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Keeps the answer of a request begun with <paramref name="started"/>.</summary>
    /// <returns>False when the claim had been lost to a repetition, which then keeps its own answer.</returns>
    Task<bool> CompleteAsync(
        string tenantId, string keyHash, IdempotencyEntry.Started started, StoredAnswer answer, CancellationToken cancellationToken);

    /// <summary>Forgets a request that was begun and changed nothing, so that it may be tried again at once. A lost claim is left alone.</summary>
    Task AbandonAsync(string tenantId, string keyHash, IdempotencyEntry.Started started, CancellationToken cancellationToken);
}
