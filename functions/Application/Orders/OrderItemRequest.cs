using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Orders;

/// <summary>One product of an order.</summary>
/// <param name="Product">The product's id.</param>
/// <param name="Quantity">How many; absent: 1.</param>
/// <param name="Price">The price of one; absent: 0.</param>
public sealed record OrderItemRequest(string? Product, int? Quantity, decimal? Price)
{
    /// <summary>Returns the definitions of items; null where none are given.</summary>
    internal static List<OrderItemDefinition?>? ToDefinitions(List<OrderItemRequest?>? items) =>
        items?.Select(item => item is null ? null : new OrderItemDefinition(item.Product, item.Quantity, item.Price)).ToList();
}
