namespace CampaignTasks.Domain.Conversions;

/// <summary>The conversions of a task's messages in total.</summary>
/// <param name="Converted">The number of orders.</param>
/// <param name="Revenue">What was paid for them, by currency.</param>
public sealed record ConversionTotals(int Converted, IReadOnlyDictionary<string, decimal> Revenue)
{
    public static readonly ConversionTotals None = new(0, new Dictionary<string, decimal>());

    /// <summary>The conversions of each creative, where the task has several; null otherwise. The totals include them.</summary>
    public IReadOnlyDictionary<string, ConversionTotals>? ByCreative { get; init; }

    /// <summary>Returns the totals with one more conversion, or one fewer.</summary>
    public ConversionTotals With(Conversion conversion, int by)
    {
        if (!conversion.Counts)
        {
            return this;
        }

        var revenue = new Dictionary<string, decimal>(Revenue);
        revenue[conversion.Currency] = revenue.GetValueOrDefault(conversion.Currency) + (by * conversion.Amount);
        return new(Converted + by, revenue.Where(sum => sum.Value is not 0).ToDictionary())
        {
            ByCreative = conversion.CreativeId is null ? ByCreative : WithCreative(conversion.CreativeId, conversion, by),
        };
    }

    public static ConversionTotals operator +(ConversionTotals a, ConversionTotals b) => Add(a, b);

    public static ConversionTotals Add(ConversionTotals left, ConversionTotals right) =>
        new(
            left.Converted + right.Converted,
            left.Revenue.Concat(right.Revenue).GroupBy(sum => sum.Key).ToDictionary(sums => sums.Key, sums => sums.Sum(sum => sum.Value))
        );

    private Dictionary<string, ConversionTotals> WithCreative(string creativeId, Conversion conversion, int by)
    {
        var all = new Dictionary<string, ConversionTotals>(ByCreative ?? new Dictionary<string, ConversionTotals>());
        all[creativeId] = all.GetValueOrDefault(creativeId, None).With(conversion with { CreativeId = null }, by);
        return all;
    }
}
