namespace CampaignTasks.Domain.Orders;

/// <summary>One product of an order.</summary>
/// <param name="Product">The product's id.</param>
/// <param name="Quantity">1 or more.</param>
/// <param name="Price">The price of one, zero or more, in the order's currency.</param>
public sealed record OrderItem(string Product, int Quantity, decimal Price);
