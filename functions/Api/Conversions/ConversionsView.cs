using CampaignTasks.Domain.Conversions;

namespace CampaignTasks.Api.Conversions;

/// <summary>The conversions of messages.</summary>
/// <param name="Converted">
/// Successful orders within the attribution window after a message; an order counts for the last message before it.
/// </param>
/// <param name="Revenue">The sum of these orders, by currency; `XXX` for orders without one.</param>
internal sealed record ConversionsView(int Converted, IReadOnlyDictionary<string, decimal> Revenue)
{
    public static ConversionsView From(ConversionTotals totals) => new(totals.Converted, totals.Revenue);
}
