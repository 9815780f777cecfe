using CampaignTasks.Domain.Collections;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Domain.Audiences;

/// <summary>An order of one of the products.</summary>
public sealed record PurchaseRule
{
    /// <summary>Any of these.</summary>
    public IReadOnlyList<string>? Products
    {
        get;
        init => field = EquatableList<string>.From(value);
    }

    /// <summary>A date or an instant; null: always.</summary>
    public string? From { get; init; }

    /// <summary>A date or an instant, which does not count; null: always.</summary>
    public string? To { get; init; }

    /// <summary>Any of these; null: successful ones.</summary>
    public IReadOnlyList<OrderStatus>? Status
    {
        get;
        init => field = EquatableList<OrderStatus>.From(value);
    }
}
