using CampaignTasks.Domain.Collections;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Domain.Audiences;

/// <summary>An order of one of the products.</summary>
/// <param name="Products">Any of these.</param>
/// <param name="From">A date or an instant; null: always.</param>
/// <param name="To">A date or an instant, which does not count; null: always.</param>
/// <param name="Status">Any of these; null: successful ones.</param>
public sealed record PurchaseRule(IReadOnlyList<string>? Products, string? From = null, string? To = null, IReadOnlyList<OrderStatus>? Status = null)
{
    public IReadOnlyList<string>? Products { get; init => field = EquatableList<string>.From(value); } = EquatableList<string>.From(Products);

    public IReadOnlyList<OrderStatus>? Status { get; init => field = EquatableList<OrderStatus>.From(value); } = EquatableList<OrderStatus>.From(Status);
}
