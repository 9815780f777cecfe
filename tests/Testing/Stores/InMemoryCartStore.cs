using CampaignTasks.Domain.Carts;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps carts in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryCartStore : ICartStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Id), Cart> _carts = [];

    public Task<(CartResult Result, Cart Stored)> SaveAsync(
        string tenantId,
        Cart cart,
        DateTimeOffset receivedAt,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            var result = Cart.Decide(_carts.GetValueOrDefault((tenantId, cart.Id)), cart);
            if (result is CartResult.Stored)
            {
                _carts[(tenantId, cart.Id)] = cart;
            }

            return Task.FromResult((result, _carts[(tenantId, cart.Id)]));
        }
    }

    public Task<Cart?> FindAsync(string tenantId, string cartId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_carts.GetValueOrDefault((tenantId, cartId)));
        }
    }

    public Task<IReadOnlyList<Cart>> ReadAllAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Cart>>([
                .. _carts
                    .Where(one => one.Key.Tenant == tenantId && one.Value.ContactId == contactId && !one.Value.IsDeleted)
                    .Select(one => one.Value)
                    .OrderBy(cart => cart.Id, StringComparer.Ordinal),
            ]);
        }
    }

    public Task DeleteAllAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var key in _carts.Where(one => one.Key.Tenant == tenantId && one.Value.ContactId == contactId).Select(one => one.Key))
            {
                _carts.Remove(key);
            }

            return Task.CompletedTask;
        }
    }
}
