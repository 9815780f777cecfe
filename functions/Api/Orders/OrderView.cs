using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Api.Orders;

/// <summary>An order.</summary>
/// <param name="Id">Your own id of the order.</param>
/// <param name="Contact">The id of the contact who ordered.</param>
/// <param name="Version">The version of the order.</param>
/// <param name="At">When it was ordered.</param>
/// <param name="Status">Its status.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
/// <param name="Campaign">The campaign's label.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Total">The sum of its items.</param>
/// <param name="Items">The products bought.</param>
internal sealed record OrderView(
    string Id,
    string Contact,
    long Version,
    DateTimeOffset At,
    OrderStatus Status,
    string? Country,
    string? Campaign,
    string Currency,
    decimal Total,
    IReadOnlyList<OrderItemView> Items
)
{
    public static OrderView From(string contactId, Order order) =>
        new(
            order.Id,
            contactId,
            order.Version,
            order.At,
            order.Status,
            order.Country,
            order.Campaign,
            order.Currency,
            order.Total,
            [.. order.Items.Select(item => new OrderItemView(item.Product, item.Quantity, item.Price))]
        );
}
