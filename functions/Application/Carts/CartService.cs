using CampaignTasks.Application.Facts;
using CampaignTasks.Domain.Carts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Facts;

namespace CampaignTasks.Application.Carts;

/// <summary>The use cases of carts.</summary>
internal sealed class CartService(ICartStore store, IContactStore contacts, FactPublisher publisher, TimeProvider time)
{
    /// <summary>Stores a change of a known contact's cart and tells automations of it.</summary>
    /// <returns>What it meant, and the cart as it is stored now.</returns>
    public async Task<(CartResult Result, Cart Stored)> SaveAsync(string tenantId, Cart cart, CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(tenantId, cart.ContactId, cancellationToken) is null)
        {
            return (CartResult.UnknownContact, cart);
        }

        return await StoreAsync(tenantId, cart, cancellationToken);
    }

    /// <summary>Finds the cart; null when there is none, or it was deleted.</summary>
    public async Task<Cart?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        await store.FindAsync(tenantId, id, cancellationToken) is { IsDeleted: false } cart ? cart : null;

    /// <summary>Deletes the cart.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> DeleteAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(tenantId, id, cancellationToken) is not { } cart)
        {
            return false;
        }

        if (cart.IsDeleted)
        {
            // A repetition after a crash.
            await PublishAsync(tenantId, cart);
            return false;
        }

        while (true)
        {
            var (result, stored) = await StoreAsync(tenantId, cart.Delete(time.GetUtcNow()), cancellationToken);
            if (result is not CartResult.Late)
            {
                return true;
            }

            // Changed meanwhile, by a time ahead of ours.
            cart = stored;
        }
    }

    private async Task<(CartResult Result, Cart Stored)> StoreAsync(string tenantId, Cart cart, CancellationToken cancellationToken)
    {
        var (result, stored) = await store.SaveAsync(tenantId, cart, time.GetUtcNow(), cancellationToken);
        if (result is CartResult.Stored or CartResult.Repeated)
        {
            await PublishAsync(tenantId, stored);
        }

        return (result, stored);
    }

    private Task PublishAsync(string tenantId, Cart cart) =>
        publisher.PublishAsync(tenantId, [new ContactFact.CartChanged(cart.ContactId, cart.UpdatedAt, cart.Id, cart.IsEmpty)]);
}
