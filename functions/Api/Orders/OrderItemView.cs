namespace CampaignTasks.Api.Orders;

/// <summary>One product of an order.</summary>
internal sealed record OrderItemView(string Product, int Quantity, decimal Price);
