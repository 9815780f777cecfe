using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Carts;

/// <summary>A cart as a caller gives it: everything may be missing or wrong.</summary>
public sealed record CartDefinition
{
    /// <summary>The contact's id.</summary>
    public string? Contact { get; init; }

    /// <summary>When the cart was changed, as RFC 3339.</summary>
    public string? UpdatedAt { get; init; }

    public string? Currency { get; init; }

    /// <summary>What is in it; empty: nothing.</summary>
    public IReadOnlyList<OrderItemDefinition?>? Items { get; init; }

    /// <summary>Checks everything at once; null when anything is wrong.</summary>
    public Cart? Check(string id, DateTimeOffset now, ValidationErrors errors)
    {
        var faults = errors.Count;
        ExternalId.Check(id, "id", errors);
        ExternalId.Check(Contact, "contact", errors);
        var updatedAt = ClockSkew.CheckPast(UpdatedAt, "updatedAt", now, errors);
        var currency = Order.CheckCurrency(Currency, errors);
        var items = OrderItems.Check(Items, fewest: 0, errors);
        return errors.Count > faults ? null : new Cart(id, Contact!, updatedAt, currency, items);
    }
}
