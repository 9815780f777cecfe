using CampaignTasks.Application.Conversions;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Orders;

/// <summary>Takes orders in, one by one or by the file, and attributes them.</summary>
internal sealed class OrderService(IOrderStore store, ConversionService conversions)
{
    public async Task<UpsertResult> SaveAsync(string tenantId, OrderUpsert fact, CancellationToken cancellationToken) =>
        (await SaveAsync(tenantId, [fact], cancellationToken))[0];

    /// <returns>What each fact meant, in their order.</returns>
    public async Task<IReadOnlyList<UpsertResult>> SaveAsync(string tenantId, IReadOnlyList<OrderUpsert> facts, CancellationToken cancellationToken)
    {
        var effects = await store.SaveAsync(tenantId, facts, cancellationToken);

        // Also of those that were stored before: a crash may have come between the two.
        await conversions.AttributeAsync(tenantId, facts, cancellationToken);
        return effects;
    }

    public Task<OrderUpsert?> FindAsync(string tenantId, string orderId, CancellationToken cancellationToken) =>
        store.FindAsync(tenantId, orderId, cancellationToken);
}
