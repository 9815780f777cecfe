namespace CampaignTasks.Domain.Conversions;

/// <summary>Keeps conversions by order, and their totals by task.</summary>
public interface IConversionStore
{
    /// <summary>The conversions of orders, in their order; null for an order that is none. Each is one point read.</summary>
    Task<IReadOnlyList<Conversion?>> FindManyAsync(string tenantId, IReadOnlyList<string> orderIds, CancellationToken cancellationToken);

    /// <summary>
    /// Stores conversions and what they change in the totals, both or neither; the same version of an order again, or an older one, changes
    /// nothing.
    /// </summary>
    Task SaveAsync(string tenantId, IReadOnlyList<Conversion> conversions, CancellationToken cancellationToken);

    /// <summary>The totals of tasks, in their order. Each is one point read.</summary>
    Task<IReadOnlyList<ConversionTotals>> TotalsAsync(string tenantId, IReadOnlyList<string> taskIds, CancellationToken cancellationToken);
}
