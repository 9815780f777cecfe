namespace CampaignTasks.Domain.Conversions;

/// <summary>The conversions of a task's messages in total.</summary>
/// <param name="Converted">The number of orders.</param>
/// <param name="Revenue">What was paid for them, by currency.</param>
public sealed record ConversionTotals(int Converted, IReadOnlyDictionary<string, decimal> Revenue)
{
    public static readonly ConversionTotals None = new(0, new Dictionary<string, decimal>());

    /// <summary>Returns the totals with one more conversion, or one fewer.</summary>
    public ConversionTotals With(Conversion conversion, int by)
    {
        if (!conversion.Counts)
        {
            return this;
        }

        var revenue = new Dictionary<string, decimal>(Revenue);
        revenue[conversion.Currency] = revenue.GetValueOrDefault(conversion.Currency) + (by * conversion.Amount);
        return new(Converted + by, revenue.Where(sum => sum.Value is not 0).ToDictionary());
    }

    public static ConversionTotals operator +(ConversionTotals a, ConversionTotals b) => Add(a, b);

    public static ConversionTotals Add(ConversionTotals left, ConversionTotals right) =>
        new(
            left.Converted + right.Converted,
            left.Revenue.Concat(right.Revenue).GroupBy(sum => sum.Key).ToDictionary(sums => sums.Key, sums => sums.Sum(sum => sum.Value))
        );
}
