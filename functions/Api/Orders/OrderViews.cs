using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Api.Orders;

/// <summary>An order to be told.</summary>
/// <param name="Id">Your own id of the order: 1 to 64 letters, digits and . _ - : @ + =, but not . or .. alone</param>
/// <param name="Contact">The id of the contact who ordered; it need not be stored yet.</param>
/// <param name="Version">Counts the tellings of this order: an older one changes nothing. Absent: what differs from the stored order is newer.</param>
/// <param name="At">When it was ordered.</param>
/// <param name="Status">What became of it. Successful ones make their contact own what was bought.</param>
/// <param name="Country">Two letters by ISO 3166.</param>
/// <param name="Campaign">The label of the campaign it belongs to.</param>
/// <param name="Currency">Three letters by ISO 4217; absent: XXX, no currency.</param>
/// <param name="Items">What was bought.</param>
internal sealed record OrderRequest(
    string? Id,
    string? Contact,
    long? Version,
    string? At,
    OrderStatus? Status,
    string? Country,
    string? Campaign,
    string? Currency,
    List<OrderItemRequest?>? Items)
{
    public OrderDefinition ToDefinition() => new()
    {
        Id = Id,
        Contact = Contact,
        Version = Version,
        At = At,
        Status = Status,
        Country = Country,
        Campaign = Campaign,
        Currency = Currency,
        Items = Items?.Select(item => item is null ? null : new OrderItemDefinition(item.Product, item.Quantity, item.Price)).ToList(),
    };
}

/// <summary>One product of an order.</summary>
/// <param name="Product">The product's id.</param>
/// <param name="Quantity">How many; absent: 1.</param>
/// <param name="Price">The price of one; absent: 0.</param>
internal sealed record OrderItemRequest(string? Product, int? Quantity, decimal? Price);

/// <summary>An order as callers read it.</summary>
/// <param name="Id">Your own id of the order.</param>
/// <param name="Contact">The id of the contact who ordered.</param>
/// <param name="Version">The newest telling.</param>
/// <param name="At">When it was ordered.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
/// <param name="Campaign">The campaign's label.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Total">What was paid.</param>
/// <param name="Items">What was bought.</param>
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
    IReadOnlyList<OrderItemView> Items)
{
    public static OrderView Of(string contactId, Order order) => new(
        order.Id, contactId, order.Version, order.At, order.Status, order.Country, order.Campaign, order.Currency, order.Total,
        [.. order.Items.Select(item => new OrderItemView(item.Product, item.Quantity, item.Price))]);
}

/// <summary>One product of an order.</summary>
internal sealed record OrderItemView(string Product, int Quantity, decimal Price);

/// <summary>A contact's orders, oldest first.</summary>
internal sealed record OrderList(IReadOnlyList<OrderView> Items, string? Next);
