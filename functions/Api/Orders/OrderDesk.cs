using CampaignTasks.Api.Conversions;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Api.Orders;

/// <summary>Takes orders in, one by one or by the file, and attributes them.</summary>
internal sealed class OrderDesk(IOrderStore store, ConversionDesk conversions)
{
    public async Task<OrderEffect> SaveAsync(string tenantId, OrderFact fact, CancellationToken cancellationToken) =>
        (await SaveAsync(tenantId, [fact], cancellationToken))[0];

    /// <returns>What each fact meant, in their order.</returns>
    public async Task<IReadOnlyList<OrderEffect>> SaveAsync(string tenantId, IReadOnlyList<OrderFact> facts, CancellationToken cancellationToken)
    {
        var effects = await store.SaveAsync(tenantId, facts, cancellationToken);

        // Also of those that were stored before: a crash may have come between the two.
        await conversions.AttributeAsync(tenantId, facts, cancellationToken);
        return effects;
    }

    public Task<OrderFact?> FindAsync(string tenantId, string orderId, CancellationToken cancellationToken) =>
        store.FindAsync(tenantId, orderId, cancellationToken);
}
