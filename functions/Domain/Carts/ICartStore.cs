namespace CampaignTasks.Domain.Carts;

/// <summary>A store of carts, with an index by contact.</summary>
public interface ICartStore
{
    /// <summary>Stores a change of a cart, a deletion included, by <see cref="Cart.Decide"/>.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="cart">The cart after the change.</param>
    /// <param name="receivedAt">When the change was received: from then on the cart is kept for so long.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>What the change meant, and the cart as it is stored now.</returns>
    /// <exception cref="ConcurrencyConflictException">Others changed the cart again and again.</exception>
    Task<(CartResult Result, Cart Stored)> SaveAsync(
        string tenantId,
        Cart cart,
        DateTimeOffset receivedAt,
        CancellationToken cancellationToken
    );

    /// <summary>Finds the cart, also a deleted one; null when the tenant has none with this id.</summary>
    Task<Cart?> FindAsync(string tenantId, string cartId, CancellationToken cancellationToken);

    /// <summary>Reads a contact's carts, except deleted ones, in the order of their ids.</summary>
    Task<IReadOnlyList<Cart>> ReadAllAsync(string tenantId, string contactId, CancellationToken cancellationToken);

    /// <summary>Deletes a contact's carts without a trace. Repeating it is harmless.</summary>
    Task DeleteAllAsync(string tenantId, string contactId, CancellationToken cancellationToken);
}
