using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Imports;

/// <summary>A file being taken in: it was read to its end when it was sent, and is carried out part by part.</summary>
public sealed record ImportJob
{
    /// <summary>Faults that are told one by one.</summary>
    public const int MostFaults = 1000;

    public required string TenantId { get; init; }

    /// <summary>A ULID, lower case: newer imports sort after older ones.</summary>
    public required string Id { get; init; }

    public required ImportKind Kind { get; init; }

    public ImportStatus Status { get; init; }

    /// <summary>Records in the file, faulty ones included.</summary>
    public long Records { get; init; }

    /// <summary>Parts the file was cut into, and how many of them are done.</summary>
    public int Parts { get; init; }

    public int PartsDone { get; init; }

    /// <summary>Records that changed something.</summary>
    public long Stored { get; init; }

    /// <summary>Records that said nothing new.</summary>
    public long Unchanged { get; init; }

    /// <summary>All faulty records.</summary>
    public long FaultCount { get; init; }

    /// <summary>The first of them, at most <see cref="MostFaults"/>.</summary>
    public IReadOnlyList<ImportFault> Faults { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>Whether it still may tell of somebody who was deleted at an instant: its file came before, and is not taken in yet.</summary>
    public bool MayTellOf(DateTimeOffset deletedAt) => Status is ImportStatus.Running && CreatedAt <= deletedAt;

    /// <summary>The job with more faults.</summary>
    public ImportJob With(IReadOnlyCollection<ImportFault> faults) => this with
    {
        FaultCount = FaultCount + faults.Count,
        Faults = [.. Faults.Concat(faults).OrderBy(fault => fault.Line).Take(MostFaults)],
    };

    /// <summary>The job with its next part done.</summary>
    public ImportJob Advance(PartResult result, DateTimeOffset now)
    {
        var job = With(result.Faults) with { PartsDone = PartsDone + 1, Stored = Stored + result.Stored, Unchanged = Unchanged + result.Unchanged };
        return job.PartsDone < job.Parts ? job : job with { Status = ImportStatus.Completed, CompletedAt = now };
    }
}

/// <summary>What a file tells of.</summary>
[JsonConverter(typeof(WireName<ImportKind>))]
public enum ImportKind
{
    Contacts,
    Orders,
}

/// <summary>Where an import stands.</summary>
[JsonConverter(typeof(WireName<ImportStatus>))]
public enum ImportStatus
{
    Running,
    Completed,
}

/// <summary>One faulty record.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Reason">What is wrong and how to mend it.</param>
public sealed record ImportFault(long Line, string Reason);

/// <summary>What one part came to.</summary>
public sealed record PartResult(int Stored, int Unchanged, IReadOnlyList<ImportFault> Faults);

/// <summary>A record of a part: its line and its JSON.</summary>
public sealed record ImportRecord(long Line, string Json);

/// <summary>Keeps imports, and the parts of their files until they are done.</summary>
public interface IImportStore
{
    /// <summary>Stores a new import.</summary>
    /// <exception cref="LostRaceException">There is one with this id already.</exception>
    Task<ImportJob> AddAsync(ImportJob job, CancellationToken cancellationToken);

    /// <summary>The import, or null when the tenant has none with this id.</summary>
    Task<ImportJob?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Replaces the import if it still has the version it was read with.</summary>
    /// <exception cref="LostRaceException">Somebody changed it in between.</exception>
    Task<ImportJob> UpdateAsync(ImportJob job, CancellationToken cancellationToken);

    /// <summary>A tenant's imports, newest first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<ImportJob>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Keeps a part; at most some 500,000 characters of it.</summary>
    Task WritePartAsync(string tenantId, string id, int part, IReadOnlyList<ImportRecord> records, CancellationToken cancellationToken);

    /// <summary>The records of a part; empty when it is gone.</summary>
    Task<IReadOnlyList<ImportRecord>> ReadPartAsync(string tenantId, string id, int part, CancellationToken cancellationToken);

    /// <summary>Deletes parts from a number on until one is not there.</summary>
    Task DeletePartsAsync(string tenantId, string id, int from, CancellationToken cancellationToken);
}
