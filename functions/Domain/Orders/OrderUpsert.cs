namespace CampaignTasks.Domain.Orders;

/// <summary>An order and whose it is.</summary>
public sealed record OrderUpsert(string ContactId, Order Order);
