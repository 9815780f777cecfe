using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Audiences;

/// <summary>A selection of buyers: contacts with an order of any of the products that meets all other conditions.</summary>
/// <param name="Products">Any of these products.</param>
/// <param name="SalesPeriod">The period of the order; absent: any time.</param>
/// <param name="SalesStatus">The order's status, any of these; absent: successful.</param>
/// <param name="Countries">The order's country, any of these; absent: all.</param>
/// <param name="Campaigns">The order's campaign, any of these; absent: all.</param>
/// <param name="SkipOwnersOf">Whoever owns any of these is skipped, also when they buy between planning and sending.</param>
public sealed record BuyersRequest(
    List<string?>? Products,
    PeriodRequest? SalesPeriod,
    List<OrderStatus>? SalesStatus,
    List<string?>? Countries,
    List<string?>? Campaigns,
    List<string?>? SkipOwnersOf
)
{
    public BuyersDefinition ToDefinition() =>
        new()
        {
            Products = Products,
            From = SalesPeriod?.From,
            To = SalesPeriod?.To,
            Statuses = SalesStatus,
            Countries = Countries,
            Campaigns = Campaigns,
            SkipOwnersOf = SkipOwnersOf,
        };
}
