using CampaignTasks.Domain.Erasures;

namespace CampaignTasks.Api.Erasures;

/// <summary>The progress of an erasure.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">`running` while messages of past runs may still name the contact; then `completed`.</param>
/// <param name="Pseudonym">The text that replaces the contact's address and id on those messages.</param>
/// <param name="RunsLeft">Unfinished runs that are scanned again; null until all were scanned once, and when it is done.</param>
/// <param name="CreatedAt">When the contact was deleted.</param>
/// <param name="CompletedAt">When no message named the contact any more.</param>
internal sealed record ErasureView(
    string Id,
    ErasureStatus Status,
    string Pseudonym,
    int? RunsLeft,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CompletedAt
)
{
    public static ErasureView From(Erasure erasure) =>
        new(erasure.Id, erasure.Status, erasure.Pseudonym, erasure.RunsLeft, erasure.CreatedAt, erasure.CompletedAt);
}
