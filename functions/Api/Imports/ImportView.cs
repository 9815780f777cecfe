using System.Text.Json.Serialization;
using CampaignTasks.Domain.Imports;

namespace CampaignTasks.Api.Imports;

/// <summary>The progress of an import.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">The kind of records in the file.</param>
/// <param name="Status">`running` or `completed`.</param>
/// <param name="Records">Records in the file.</param>
/// <param name="Progress">The share that is done, from 0 to 1.</param>
/// <param name="Stored">Records that changed something.</param>
/// <param name="Unchanged">Records that changed nothing.</param>
/// <param name="FaultCount">Invalid records.</param>
/// <param name="Faults">The first 1,000 of them, by line; absent in lists.</param>
/// <param name="CreatedAt">When the file was sent.</param>
/// <param name="CompletedAt">When the last record was done.</param>
internal sealed record ImportView(
    string Id,
    ImportKind Kind,
    ImportStatus Status,
    long Records,
    double Progress,
    long Stored,
    long Unchanged,
    long FaultCount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ImportErrorView>? Faults,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CompletedAt
)
{
    public static ImportView From(ImportJob job) =>
        new(
            job.Id,
            job.Kind,
            job.Status,
            job.Records,
            job.Parts is 0 ? 1 : Math.Round((double)job.PartsDone / job.Parts, 3),
            job.Stored,
            job.Unchanged,
            job.FaultCount,
            [.. job.Faults.Select(fault => new ImportErrorView(fault.Line, fault.Reason))],
            job.CreatedAt,
            job.CompletedAt
        );
}
