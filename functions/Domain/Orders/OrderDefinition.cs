using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Orders;

/// <summary>An order as a caller gives it: everything may be missing or wrong.</summary>
public sealed record OrderDefinition
{
    /// <summary>The most items of an order.</summary>
    public const int MaxItems = 200;

    private const decimal MaxPrice = 1_000_000_000_000m;

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
        CheckId(Id, "id", errors);
        CheckId(Contact, "contact", errors);
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

        var (campaign, currency) = (TextRules.NullIfBlank(Campaign?.Trim()), TextRules.NullIfBlank(Currency?.Trim())?.ToUpperInvariant());
        if (TextLength.IsOver(campaign, 100))
        {
            errors.Add("campaign", "The campaign label is too long: give at most 100 characters.");
        }

        TextRules.CheckName(campaign, "campaign", errors);
        if (currency is not null && !Order.IsCurrency(currency))
        {
            errors.Add("currency", Order.CurrencyFault);
        }

        var items = CheckItems(errors);
        return errors.Count > faults
            ? null
            : new OrderUpsert(
                Contact!,
                new Order(Id!, Version ?? 0, Whole(at), Status!.Value, country, campaign, currency ?? Order.NoCurrency, items)
            );
    }

    private List<OrderItem> CheckItems(ValidationErrors errors)
    {
        if (Items is not { Count: >= 1 and <= MaxItems })
        {
            errors.Add("items", $"Give 1 to {MaxItems} items.");
            return [];
        }

        List<OrderItem> items = [];
        for (var i = 0; i < Items.Count; i++)
        {
            var item = Items[i];
            CheckId(item?.Product, $"items[{i}].product", errors);
            if (item?.Quantity is < 1 or > 1_000_000)
            {
                errors.Add($"items[{i}].quantity", "Give a whole number from 1 to 1,000,000.");
            }

            if (item?.Price is < 0 or > MaxPrice)
            {
                errors.Add($"items[{i}].price", "Give a price of zero or more.");
            }

            items.Add(new OrderItem(item?.Product ?? "", item?.Quantity ?? 1, item?.Price ?? 0));
        }

        // The same product at several prices is one line: what was paid stays what it was.
        return [.. items.GroupBy(item => item.Product, StringComparer.Ordinal).Select(Fold)];
    }

    private static OrderItem Fold(IGrouping<string, OrderItem> lines)
    {
        if (lines.Count() is 1)
        {
            return lines.First();
        }

        var quantity = (int)Math.Min(int.MaxValue, lines.Sum(line => (long)line.Quantity));
        return new OrderItem(lines.Key, quantity, lines.Sum(line => line.Quantity * line.Price) / Math.Max(1, quantity));
    }

    private static void CheckId(string? id, string field, ValidationErrors errors)
    {
        if (!ExternalId.IsValid(id))
        {
            errors.Add(field, $"{(id is null ? "The id is missing" : "Not an id")}: {ExternalId.Form}.");
        }
    }

    private static DateTimeOffset Whole(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
