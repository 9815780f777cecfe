using CampaignTasks.Domain.Erasures;

namespace CampaignTasks.Api.Erasures;

/// <summary>How far an erasure is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">`running` while messages of past runs may still name the contact; then `completed`.</param>
/// <param name="Pseudonym">What those messages have for the contact's address and id.</param>
/// <param name="RunsLeft">Runs under way that are looked at again; null until all were looked through once, and when it is done.</param>
/// <param name="CreatedAt">When the contact was deleted.</param>
/// <param name="CompletedAt">When no message named it any more.</param>
internal sealed record ErasureView(
    string Id, ErasureStatus Status, string Pseudonym, int? RunsLeft, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt)
{
    public static ErasureView From(Erasure erasure) => new(
        erasure.Id, erasure.Status, erasure.Pseudonym, erasure.RunsLeft, erasure.CreatedAt,
        erasure.CompletedAt);
}
