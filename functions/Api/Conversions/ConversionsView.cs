using CampaignTasks.Domain.Conversions;

namespace CampaignTasks.Api.Conversions;

/// <summary>What messages led to.</summary>
/// <param name="Converted">Orders that are successful and came within the attribution window after a message; the last message before an order has it.</param>
/// <param name="Revenue">What was paid for them, by currency; `XXX` where an order names none.</param>
internal sealed record ConversionsView(int Converted, IReadOnlyDictionary<string, decimal> Revenue)
{
    public static ConversionsView From(ConversionTotals totals) => new(totals.Converted, totals.Revenue);
}
