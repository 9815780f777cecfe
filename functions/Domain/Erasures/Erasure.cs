using System.Text.Json.Serialization;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Domain.Erasures;

/// <summary>
/// A person being taken out of a tenant's ledgers: where they stood, stands a pseudonym. Once done it says of the person nothing but that.
/// </summary>
public sealed record Erasure
{
    // Clocks of processes differ by less. Within it a run counts as begun before.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    public required string TenantId { get; init; }

    /// <summary>A ULID, lower case: newer erasures sort after older ones.</summary>
    public required string Id { get; init; }

    /// <summary>What ledgers say instead of address and contact: made by chance, so that nothing leads back.</summary>
    public required string Pseudonym { get; init; }

    /// <summary>The <see cref="ErasedPerson"/>, sealed; null once the erasure is done.</summary>
    public string? Subject { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the person's own data was gone: whatever is planned from then on does not know them. Null before.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>The walk through the ledgers that looks for the person; null before it begins.</summary>
    public string? Walk { get; init; }

    /// <summary>Runs under way that have to be looked at again; null until all ledgers were looked through once.</summary>
    public int? RunsLeft { get; init; }

    /// <summary>When no ledger named the person any more; null before.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    [JsonIgnore]
    public ErasureStatus Status => CompletedAt is null ? ErasureStatus.Running : ErasureStatus.Completed;

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>
    /// Whether the run may know the person: it began before their data was gone. Who has the same id later is somebody else.
    /// </summary>
    public bool Covers(Run run) => ErasedAt is { } erasedAt && run.StartedAt <= erasedAt + Skew;

    /// <summary>
    /// Whether the run's planning that is under way may still know the person, so that it would write them into the ledger anew.
    /// </summary>
    public bool IsPlannedBy(Run run) =>
        run is { CompletedAt: null, PlanningSince: { } since } && ErasedAt is { } erasedAt && since <= erasedAt + Skew;

    /// <summary>The erasure when no ledger names the person any more: whom it was about is forgotten.</summary>
    public Erasure Complete(DateTimeOffset now) => this with { Subject = null, Walk = null, RunsLeft = null, CompletedAt = now };
}
