using System.Globalization;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Domain.Audiences;

/// <summary>The evaluation of a buyers filter for one person, condition by condition.</summary>
public static class BuyersEvaluator
{
    /// <summary>Evaluates each condition for the matching order, or for the one that comes nearest; for the newest of equal ones.</summary>
    public static IReadOnlyList<Finding> Explain(BuyersFilter filter, OrderHistory history)
    {
        Order[] of = [.. history.Orders.Where(order => order.Items.Any(item => filter.Products.Contains(item.Product)))];
        if (of.Length is 0)
        {
            var count = history.Orders.Count;
            var words = count is 0
                ? "no orders"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count} {(count is 1 ? "order" : "orders")}, none of {string.Join(", ", filter.Products)}"
                );
            return [new Finding("products", false, words)];
        }

        // The newest first: of equal ones the first found is kept.
        return of.Reverse().Select(order => Conditions(filter, order)).MaxBy(findings => findings.Count(finding => finding.Holds))!;
    }

    private static List<Finding> Conditions(BuyersFilter filter, Order order)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"order {order.Id} of {order.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        List<Finding> findings =
        [
            new("products", true, $"{what} has {order.Items.First(item => filter.Products.Contains(item.Product)).Product}"),
        ];
        if (filter.From is not null || filter.To is not null)
        {
            findings.Add(
                new("salesPeriod", (filter.From is null || order.At >= filter.From) && (filter.To is null || order.At < filter.To), what)
            );
        }

        findings.Add(
            new("salesStatus", filter.Statuses.Contains(order.Status), $"order {order.Id} is {order.Status.ToString().ToLowerInvariant()}")
        );
        if (filter.Countries.Count > 0)
        {
            findings.Add(
                new(
                    "countries",
                    order.Country is not null && filter.Countries.Contains(order.Country),
                    $"order {order.Id} has {order.Country ?? "no country"}"
                )
            );
        }

        if (filter.Campaigns.Count > 0)
        {
            findings.Add(
                new(
                    "campaigns",
                    order.Campaign is not null && filter.Campaigns.Contains(order.Campaign),
                    $"order {order.Id} has {order.Campaign ?? "no campaign"}"
                )
            );
        }

        return findings;
    }
}
