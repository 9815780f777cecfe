namespace CampaignTasks.Application.Orders;

/// <summary>One product of an order.</summary>
/// <param name="Product">The product's id.</param>
/// <param name="Quantity">How many; absent: 1.</param>
/// <param name="Price">The price of one; absent: 0.</param>
public sealed record OrderItemRequest(string? Product, int? Quantity, decimal? Price);
