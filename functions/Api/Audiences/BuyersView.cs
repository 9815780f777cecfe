using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Api.Audiences;

/// <summary>A selection of buyers.</summary>
internal sealed record BuyersView(
    IReadOnlyList<string> Products,
    PeriodView SalesPeriod,
    IReadOnlyList<OrderStatus> SalesStatus,
    IReadOnlyList<string> Countries,
    IReadOnlyList<string> Campaigns,
    IReadOnlyList<string> SkipOwnersOf
)
{
    public static BuyersView From(BuyersFilter filter) =>
        new(
            filter.Products,
            new PeriodView(filter.From, filter.To),
            filter.Statuses,
            filter.Countries,
            filter.Campaigns,
            filter.SkipOwnersOf
        );
}
