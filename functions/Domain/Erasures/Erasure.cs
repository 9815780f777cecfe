using System.Text.Json.Serialization;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Domain.Erasures;

/// <summary>
/// The removal of a person from a tenant's ledgers, where a pseudonym replaces them. Once completed it holds nothing about the person but
/// the pseudonym.
/// </summary>
public sealed record Erasure
{
    // The clocks of processes differ by less. A run that began within it counts as begun before.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    public required string TenantId { get; init; }

    /// <summary>A ULID, lower case: newer erasures sort after older ones.</summary>
    public required string Id { get; init; }

    /// <summary>The text that replaces address and contact in ledgers: random, so that nothing leads back to the person.</summary>
    public required string Pseudonym { get; init; }

    /// <summary>The <see cref="ErasedPerson"/>, sealed; null once the erasure is done.</summary>
    public string? Subject { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time when the person's own data was deleted: runs planned from then on do not contain them. Null before.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>The walk through the ledgers that looks for the person; null before it begins.</summary>
    public string? ScanId { get; init; }

    /// <summary>The number of active runs that must be scanned again; null until all ledgers were scanned once.</summary>
    public int? RunsLeft { get; init; }

    /// <summary>The time when no ledger contained the person any more; null before.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    [JsonIgnore]
    public ErasureStatus Status => CompletedAt is null ? ErasureStatus.Running : ErasureStatus.Completed;

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>
    /// Checks whether the run may contain the person: it began before their data was deleted. A later contact with the same id is another
    /// person.
    /// </summary>
    public bool Covers(Run run) => ErasedAt is { } erasedAt && run.StartedAt <= erasedAt + Skew;

    /// <summary>
    /// Checks whether the run is being planned with data that may still contain the person, so that planning could write them into the
    /// ledger again.
    /// </summary>
    public bool IsPlannedBy(Run run) =>
        run is { CompletedAt: null, PlanningSince: { } since } && ErasedAt is { } erasedAt && since <= erasedAt + Skew;

    /// <summary>The erasure when no ledger names the person any more: whom it was about is forgotten.</summary>
    public Erasure Complete(DateTimeOffset now) => this with { Subject = null, ScanId = null, RunsLeft = null, CompletedAt = now };
}
