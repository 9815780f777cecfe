namespace CampaignTasks.Domain.Orders;

/// <summary>One product of an order as a caller gives it.</summary>
public sealed record OrderItemDefinition(string? Product, int? Quantity, decimal? Price);
