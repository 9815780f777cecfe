namespace CampaignTasks.Domain.Conversions;

/// <summary>The conversions of a task's messages in total.</summary>
/// <param name="Converted">The number of orders.</param>
/// <param name="Revenue">What was paid for them, by currency.</param>
public sealed record ConversionTotals(int Converted, IReadOnlyDictionary<string, decimal> Revenue)
{
    public static readonly ConversionTotals None = new(0, new Dictionary<string, decimal>());

    /// <summary>The conversions of each creative, where the task has several; null otherwise. The totals include them.</summary>
    public IReadOnlyDictionary<string, ConversionTotals>? ByCreative { get; init; }

    /// <summary>The conversions of each day (UTC) on which orders were placed; null when there are none. The totals include them.</summary>
    public IReadOnlyDictionary<DateOnly, ConversionTotals>? ByDay { get; init; }

    /// <summary>Returns the totals with one more conversion, or one fewer.</summary>
    public ConversionTotals With(Conversion conversion, int by) =>
        conversion.Counts
            ? Sum(conversion, by) with
            {
                ByCreative = conversion.CreativeId is { } creative ? With(ByCreative, creative, conversion, by) : ByCreative,
                ByDay = With(ByDay, DateOnly.FromDateTime(conversion.OrderedAt.UtcDateTime), conversion, by),
            }
            : this;

    public static ConversionTotals operator +(ConversionTotals a, ConversionTotals b) => Add(a, b);

    public static ConversionTotals Add(ConversionTotals left, ConversionTotals right) =>
        new(
            left.Converted + right.Converted,
            left.Revenue.Concat(right.Revenue).GroupBy(sum => sum.Key).ToDictionary(sums => sums.Key, sums => sums.Sum(sum => sum.Value))
        );

    private ConversionTotals Sum(Conversion conversion, int by)
    {
        var revenue = new Dictionary<string, decimal>(Revenue);
        revenue[conversion.Currency] = revenue.GetValueOrDefault(conversion.Currency) + (by * conversion.Amount);
        return new(Converted + by, revenue.Where(sum => sum.Value is not 0).ToDictionary());
    }

    private static Dictionary<TKey, ConversionTotals> With<TKey>(
        IReadOnlyDictionary<TKey, ConversionTotals>? totals,
        TKey key,
        Conversion conversion,
        int by
    )
        where TKey : notnull
    {
        var all = new Dictionary<TKey, ConversionTotals>(totals ?? new Dictionary<TKey, ConversionTotals>());
        all[key] = all.GetValueOrDefault(key, None).Sum(conversion, by);
        if (all[key] is { Converted: 0, Revenue.Count: 0 })
        {
            all.Remove(key);
        }

        return all;
    }
}
