using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Orders;

/// <summary>An order to submit.</summary>
/// <param name="Id">Your own id of the order: 1 to 64 letters, digits and . _ - : @ + =, but not . or .. alone.</param>
/// <param name="Contact">The id of the contact who ordered; it need not be stored yet.</param>
/// <param name="Version">
/// The version of the order: an older one changes nothing. Absent: an order that differs from the stored one is newer.
/// </param>
/// <param name="At">When it was ordered.</param>
/// <param name="Status">Its status. A successful order makes the contact an owner of its products.</param>
/// <param name="Country">Two letters by ISO 3166.</param>
/// <param name="Campaign">The label of the campaign it belongs to.</param>
/// <param name="Currency">Three letters by ISO 4217; absent: XXX, no currency.</param>
/// <param name="Items">The products bought.</param>
public sealed record OrderRequest(
    string? Id,
    string? Contact,
    long? Version,
    string? At,
    OrderStatus? Status,
    string? Country,
    string? Campaign,
    string? Currency,
    List<OrderItemRequest?>? Items
)
{
    public OrderDefinition ToDefinition() =>
        new()
        {
            Id = Id,
            Contact = Contact,
            Version = Version,
            At = At,
            Status = Status,
            Country = Country,
            Campaign = Campaign,
            Currency = Currency,
            Items = OrderItemRequest.ToDefinitions(Items),
        };
}
