using CampaignTasks.Domain.Orders;

namespace CampaignTasks.App.Orders;

/// <summary>Takes orders in, one by one or by the file.</summary>
internal sealed class OrderDesk(IOrderStore store)
{
    public async Task<OrderEffect> SaveAsync(string tenantId, OrderFact fact, CancellationToken cancellationToken) =>
        (await SaveAsync(tenantId, [fact], cancellationToken))[0];

    /// <returns>What each fact meant, in their order.</returns>
    public Task<IReadOnlyList<OrderEffect>> SaveAsync(string tenantId, IReadOnlyList<OrderFact> facts, CancellationToken cancellationToken) =>
        store.SaveAsync(tenantId, facts, cancellationToken);

    public Task<OrderFact?> FindAsync(string tenantId, string orderId, CancellationToken cancellationToken) =>
        store.FindAsync(tenantId, orderId, cancellationToken);
}
