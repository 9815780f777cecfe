namespace CampaignTasks.Domain.Orders;

/// <summary>An order to store, with its contact.</summary>
public sealed record OrderUpsert(string ContactId, Order Order);
