using CampaignTasks.Application.Orders;
using CampaignTasks.Domain.Carts;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Carts;

/// <summary>A cart as it is now.</summary>
/// <param name="Contact">The id of the contact whose cart it is; it must be stored.</param>
/// <param name="UpdatedAt">When the cart was changed; at most one hour in the future. An older change than the stored one changes
/// nothing.</param>
/// <param name="Currency">Three letters by ISO 4217; absent: XXX, no currency.</param>
/// <param name="Items">What is in it; an empty list: nothing any more.</param>
public sealed record CartRequest(string? Contact, string? UpdatedAt, string? Currency, List<OrderItemRequest?>? Items)
{
    public CartDefinition ToDefinition() =>
        new()
        {
            Contact = Contact,
            UpdatedAt = UpdatedAt,
            Currency = Currency,
            Items = OrderItemRequest.ToDefinitions(Items),
        };
}
