using CampaignTasks.Application.Conversions;
using CampaignTasks.Application.Facts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;

namespace CampaignTasks.Application.Orders;

/// <summary>The use case of storing and attributing orders and telling automations of them, single ones or those of a file.</summary>
internal sealed class OrderService(IOrderStore store, ConversionService conversions, FactPublisher publisher)
{
    public async Task<UpsertResult> SaveAsync(string tenantId, OrderUpsert upsert, CancellationToken cancellationToken) =>
        (await SaveAsync(tenantId, [upsert], cancellationToken))[0];

    /// <summary>Stores and attributes orders.</summary>
    /// <returns>The result for each order, in their order.</returns>
    public async Task<IReadOnlyList<UpsertResult>> SaveAsync(
        string tenantId,
        IReadOnlyList<OrderUpsert> upserts,
        CancellationToken cancellationToken
    )
    {
        var results = await store.SaveAsync(tenantId, upserts, cancellationToken);

        // Also those stored before: a crash may have come between storing and attributing.
        await conversions.AttributeAsync(tenantId, upserts, cancellationToken);
        await publisher.PublishAsync(
            tenantId,
            upserts.Where((_, i) => results[i] is UpsertResult.Stored or UpsertResult.Repeated).Select(ContactFacts.Of)
        );
        return results;
    }

    /// <summary>Deletes an order, which no longer counts as a conversion then.</summary>
    /// <returns>False when there is none with this id.</returns>
    public async Task<bool> DeleteAsync(string tenantId, string orderId, CancellationToken cancellationToken)
    {
        if (!ExternalId.IsValid(orderId))
        {
            return false;
        }

        await conversions.RevokeAsync(tenantId, orderId, cancellationToken);
        return await store.DeleteAsync(tenantId, orderId, cancellationToken);
    }

    public Task<OrderUpsert?> FindAsync(string tenantId, string orderId, CancellationToken cancellationToken) =>
        store.FindAsync(tenantId, orderId, cancellationToken);
}
