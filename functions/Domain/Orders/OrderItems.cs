using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Orders;

/// <summary>The checks of the items of an order or a cart.</summary>
public static class OrderItems
{
    /// <summary>The most items of an order or a cart.</summary>
    public const int Most = 200;

    private const decimal MaxPrice = 1_000_000_000_000m;

    /// <summary>Checks every item and folds those of the same product; what comes back beside errors is not to be stored.</summary>
    /// <param name="given">The items.</param>
    /// <param name="fewest">The number of items that must be there at least.</param>
    /// <param name="errors">Takes the errors.</param>
    internal static IReadOnlyList<OrderItem> Check(IReadOnlyList<OrderItemDefinition?>? given, int fewest, ValidationErrors errors)
    {
        if (given is null || given.Count < fewest || given.Count > Most)
        {
            errors.Add(
                "items",
                fewest is 0 ? $"Give the items, at most {Most}; an empty list for an empty cart." : $"Give {fewest} to {Most} items."
            );
            return [];
        }

        List<OrderItem> items = [];
        for (var i = 0; i < given.Count; i++)
        {
            var item = given[i];
            ExternalId.Check(item?.Product, $"items[{i}].product", errors);
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
}
