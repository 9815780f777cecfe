namespace CampaignTasks.Api.Orders;

/// <summary>A page of a contact's orders, oldest first.</summary>
internal sealed record OrderList(IReadOnlyList<OrderView> Items, string? Next);
