using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Orders;

/// <summary>An order as a caller gives it: everything may be missing or wrong.</summary>
public sealed record OrderDefinition
{
    public string? Id { get; init; }

    /// <summary>The contact's id.</summary>
    public string? Contact { get; init; }

    /// <summary>1 or more; null: one after the stored version, if something changed.</summary>
    public long? Version { get; init; }

    /// <summary>The time of the order, as RFC 3339.</summary>
    public string? At { get; init; }

    public OrderStatus? Status { get; init; }

    public string? Country { get; init; }

    public string? Campaign { get; init; }

    public string? Currency { get; init; }

    public IReadOnlyList<OrderItemDefinition?>? Items { get; init; }

    /// <summary>Checks everything at once; null when anything is wrong.</summary>
    public OrderUpsert? Check(ValidationErrors errors)
    {
        var faults = errors.Count;
        ExternalId.Check(Id, "id", errors);
        ExternalId.Check(Contact, "contact", errors);
        if (Version is <= 0)
        {
            errors.Add("version", "The version is not positive: count from 1, or leave it out.");
        }

        var at = default(DateTimeOffset);
        if (!Instants.TryParse(At, out at))
        {
            errors.Add("at", "The time of the order is missing or no instant: write date, time and offset, as in 2026-12-01T09:00:00Z.");
        }

        if (Status is null)
        {
            errors.Add("status", "The status is missing: give pending, successful, failed, refunded or canceled.");
        }

        var country = string.IsNullOrWhiteSpace(Country) ? null : Countries.Normalize(Country);
        if (country is null && !string.IsNullOrWhiteSpace(Country))
        {
            errors.Add("country", Countries.FaultOf(Country));
        }

        var campaign = TextRules.Label(Campaign);
        if (TextLength.IsOver(campaign, 100))
        {
            errors.Add("campaign", "The campaign label is too long: give at most 100 characters.");
        }

        TextRules.CheckName(campaign, "campaign", errors);
        var currency = Order.CheckCurrency(Currency, errors);
        var items = OrderItems.Check(Items, fewest: 1, errors);
        return errors.Count > faults
            ? null
            : new OrderUpsert(
                Contact!,
                new Order(Id!, Version ?? 0, Instants.InMilliseconds(at), Status!.Value, country, campaign, currency, items)
            );
    }
}
