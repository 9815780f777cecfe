namespace CampaignTasks.Api.Orders;

/// <summary>A contact's orders, oldest first.</summary>
internal sealed record OrderList(IReadOnlyList<OrderView> Items, string? Next);
