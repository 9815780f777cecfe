namespace CampaignTasks.Domain.Idempotency;

/// <summary>
/// The instruction to the caller of <see cref="IIdempotencyStore.TryBeginAsync"/>. Closed: every reader handles every case.
/// </summary>
public abstract record IdempotencyEntry
{
    private IdempotencyEntry() { }

    /// <summary>The key is the caller's: carry the request out, then complete or abandon it.</summary>
    /// <param name="Claim">Proves that the entry is still this caller's.</param>
    /// <param name="FirstBegunAt">
    /// When this request was first begun: a repetition that takes over from a process that died gets its predecessor's time, so that ids
    /// derived from it are the same, and what the predecessor stored is found instead of created twice.
    /// </param>
    public sealed record Started(string Claim, DateTimeOffset FirstBegunAt) : IdempotencyEntry
    {
        /// <summary>The stored version of the entry; null where the store has none.</summary>
        public string? Version { get; init; }
    }

    /// <summary>The same request is being carried out now: answer 409 and ask for a later retry.</summary>
    public sealed record InProgress : IdempotencyEntry;

    /// <summary>The same request was carried out: give this answer again.</summary>
    public sealed record Done(StoredAnswer Answer) : IdempotencyEntry;

    /// <summary>The key was used for another request: answer 422.</summary>
    public sealed record OtherRequest : IdempotencyEntry;
}
