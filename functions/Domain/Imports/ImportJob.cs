using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Imports;

/// <summary>An import of a file: the file was read to its end when it was uploaded, and is stored chunk by chunk.</summary>
public sealed record ImportJob
{
    /// <summary>Faults that are told one by one.</summary>
    public const int MaxFaults = 1000;

    public required string TenantId { get; init; }

    /// <summary>A ULID, lower case: newer imports sort after older ones.</summary>
    public required string Id { get; init; }

    public required ImportKind Kind { get; init; }

    public ImportStatus Status { get; init; }

    /// <summary>The number of records in the file, wrong ones included.</summary>
    public long Records { get; init; }

    /// <summary>Parts the file was cut into, and how many of them are done.</summary>
    public int Parts { get; init; }

    public int PartsDone { get; init; }

    /// <summary>The number of records that changed something.</summary>
    public long Stored { get; init; }

    /// <summary>The number of records that changed nothing.</summary>
    public long Unchanged { get; init; }

    /// <summary>All faulty records.</summary>
    public long FaultCount { get; init; }

    /// <summary>The first of them, at most <see cref="MaxFaults"/>.</summary>
    public IReadOnlyList<ImportError> Faults { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>
    /// Checks whether its file may still contain a person who was deleted at an instant: it was uploaded before, and is not stored
    /// completely.
    /// </summary>
    public bool MayContain(DateTimeOffset deletedAt) => Status is ImportStatus.Running && CreatedAt <= deletedAt;

    /// <summary>The job with more faults.</summary>
    public ImportJob With(IReadOnlyCollection<ImportError> faults) =>
        this with
        {
            FaultCount = FaultCount + faults.Count,
            Faults = [.. Faults.Concat(faults).OrderBy(fault => fault.Line).Take(MaxFaults)],
        };

    /// <summary>Returns the job with its next chunk done.</summary>
    public ImportJob Advance(ChunkResult result, DateTimeOffset now)
    {
        var job = With(result.Faults) with
        {
            PartsDone = PartsDone + 1,
            Stored = Stored + result.Stored,
            Unchanged = Unchanged + result.Unchanged,
        };
        return job.PartsDone < job.Parts ? job : job with { Status = ImportStatus.Completed, CompletedAt = now };
    }
}
