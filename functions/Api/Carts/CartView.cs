using System.Text.Json.Serialization;
using CampaignTasks.Api.Orders;
using CampaignTasks.Domain.Carts;

namespace CampaignTasks.Api.Carts;

/// <summary>A cart.</summary>
/// <param name="Id">Your own id of the cart.</param>
/// <param name="Contact">The id of the contact whose cart it is.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Total">The sum of its items.</param>
/// <param name="Items">What is in it.</param>
/// <param name="Outcome">What the change meant that this answers; absent when the cart is only read.</param>
internal sealed record CartView(
    string Id,
    string Contact,
    DateTimeOffset UpdatedAt,
    string Currency,
    decimal Total,
    IReadOnlyList<OrderItemView> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CartOutcome? Outcome = null
)
{
    public static CartView From(Cart cart, CartOutcome? outcome = null) =>
        new(
            cart.Id,
            cart.ContactId,
            cart.UpdatedAt,
            cart.Currency,
            cart.Total,
            [.. cart.Items.Select(item => new OrderItemView(item.Product, item.Quantity, item.Price))],
            outcome
        );
}
