namespace CampaignTasks.Domain.Conversions;

/// <summary>A store of conversions by order, and of their totals by task.</summary>
public interface IConversionStore
{
    /// <summary>
    /// Finds the conversions of orders, in their order; null for an order that is not a conversion. Each is one point read.
    /// </summary>
    Task<IReadOnlyList<Conversion?>> FindManyAsync(string tenantId, IReadOnlyList<string> orderIds, CancellationToken cancellationToken);

    /// <summary>
    /// Stores conversions and updates the totals, both or neither; the same version of an order again, or an older one, changes nothing.
    /// </summary>
    Task SaveAsync(string tenantId, IReadOnlyList<Conversion> conversions, CancellationToken cancellationToken);

    /// <summary>Reads the totals of tasks, in their order. Each is one point read.</summary>
    Task<IReadOnlyList<ConversionTotals>> TotalsAsync(string tenantId, IReadOnlyList<string> taskIds, CancellationToken cancellationToken);
}
