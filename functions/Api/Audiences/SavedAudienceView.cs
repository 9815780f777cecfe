using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Api.Audiences;

/// <summary>A saved audience.</summary>
/// <param name="Id">Its id, to be given in tasks.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">`list`, `segment`, `buyers` or `addresses`.</param>
/// <param name="Segment">The rule it selects by.</param>
/// <param name="Buyers">The sales history it selects by.</param>
/// <param name="Addresses">The uploaded addresses.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it last changed.</param>
internal sealed record SavedAudienceView(
    string Id,
    string Name,
    string Kind,
    SegmentRule? Segment,
    BuyersView? Buyers,
    AddressesView? Addresses,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public static SavedAudienceView From(AudienceDefinition audience) =>
        new(
            audience.Id,
            audience.Name,
            audience.Rule switch
            {
                null => "list",
                Domain.Audiences.Buyers => "buyers",
                AddressList => "addresses",
                _ => "segment",
            },
            (audience.Rule as Domain.Audiences.Segment)?.Rule,
            audience.Rule is Domain.Audiences.Buyers buyers ? BuyersView.From(buyers.Filter) : null,
            audience.Rule is AddressList list ? new AddressesView(list.Channel, list.Size, list.Duplicates) : null,
            audience.CreatedAt,
            audience.UpdatedAt
        );
}
