using CampaignTasks.Domain.Collections;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Domain.Audiences;

/// <summary>A filter of buyers: contacts with an order of any of the products for which all other conditions hold.</summary>
/// <param name="Products">Any of these; at least one.</param>
/// <param name="From">The first instant that counts; null: from the first sale.</param>
/// <param name="To">The first instant that does not; null: to the last sale.</param>
/// <param name="Statuses">Any of these; at least one.</param>
/// <param name="Countries">Any of these; empty: all, also orders without one.</param>
/// <param name="Campaigns">Any of these; empty: all, also orders without one.</param>
/// <param name="SkipOwnersOf">Owners of any of these are skipped.</param>
public sealed record BuyersFilter(
    IReadOnlyList<string> Products,
    DateTimeOffset? From,
    DateTimeOffset? To,
    IReadOnlyList<OrderStatus> Statuses,
    IReadOnlyList<string> Countries,
    IReadOnlyList<string> Campaigns,
    IReadOnlyList<string> SkipOwnersOf
)
{
    public IReadOnlyList<string> Products
    {
        get;
        init => field = EquatableList<string>.From(value);
    } = EquatableList<string>.From(Products);

    public IReadOnlyList<OrderStatus> Statuses
    {
        get;
        init => field = EquatableList<OrderStatus>.From(value);
    } = EquatableList<OrderStatus>.From(Statuses);

    public IReadOnlyList<string> Countries
    {
        get;
        init => field = EquatableList<string>.From(value);
    } = EquatableList<string>.From(Countries);

    public IReadOnlyList<string> Campaigns
    {
        get;
        init => field = EquatableList<string>.From(value);
    } = EquatableList<string>.From(Campaigns);

    public IReadOnlyList<string> SkipOwnersOf
    {
        get;
        init => field = EquatableList<string>.From(value);
    } = EquatableList<string>.From(SkipOwnersOf);

    /// <summary>Returns true when a sale of one of the products makes its contact match.</summary>
    public bool Matches(Sale sale) => Matches(sale.At, sale.Status, sale.Country, sale.Campaign);

    /// <summary>Checks whether an order makes its contact match.</summary>
    public bool Matches(Order order) =>
        order.Items.Any(item => Products.Contains(item.Product)) && Matches(order.At, order.Status, order.Country, order.Campaign);

    private bool Matches(DateTimeOffset at, OrderStatus status, string? country, string? campaign) =>
        (From is null || at >= From)
        && (To is null || at < To)
        && Statuses.Contains(status)
        && (Countries.Count is 0 || (country is not null && Countries.Contains(country)))
        && (Campaigns.Count is 0 || (campaign is not null && Campaigns.Contains(campaign)));
}
