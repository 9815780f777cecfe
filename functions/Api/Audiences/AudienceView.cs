using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Api.Audiences;

/// <summary>The audience of a task.</summary>
/// <param name="ListSize">Distinct addresses of a pasted list.</param>
/// <param name="Duplicates">Lines of a pasted list that repeated an earlier address.</param>
/// <param name="List">The addresses of a pasted list, one a line; only when reading a single task, and only up to 1,000 addresses.</param>
/// <param name="Buyers">Contacts by their sales history.</param>
/// <param name="AudienceId">A saved audience.</param>
/// <param name="Segment">Contacts for whom a rule holds.</param>
internal sealed record AudienceView(
    int? ListSize,
    int? Duplicates,
    string? List,
    BuyersView? Buyers,
    string? AudienceId,
    SegmentRule? Segment
)
{
    public static AudienceView From(Audience audience, string? list) =>
        audience switch
        {
            PastedList pasted => new AudienceView(pasted.Size, pasted.Duplicates, list, null, null, null),
            Buyers buyers => new AudienceView(null, null, null, BuyersView.From(buyers.Filter), null, null),
            SavedAudience saved => new AudienceView(null, null, null, null, saved.AudienceId, null),
            Segment segment => new AudienceView(null, null, null, null, null, segment.Rule),
            _ => throw new InvalidOperationException($"No view of {audience.GetType().Name}."),
        };
}
