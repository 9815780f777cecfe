using CampaignTasks.Domain;
using CampaignTasks.Domain.Products;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps products in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryProductStore : IProductStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Id), Product> _products = [];

    public Task SaveAsync(Product product, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _products[(product.TenantId, product.Id)] = product;
            return Task.CompletedTask;
        }
    }

    public Task<Product?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_products.GetValueOrDefault((tenantId, id)));
        }
    }

    public Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _products.Remove((tenantId, id));
            return Task.CompletedTask;
        }
    }

    public Task<CursorPage<Product>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var own = _products
                .Values.Where(product => product.TenantId == tenantId)
                .OrderBy(product => product.Id, StringComparer.Ordinal);
            return Task.FromResult(
                ListCursor.Page(
                    own,
                    $"products of {tenantId}",
                    product => product.Id,
                    (id, from) => string.CompareOrdinal(id, from) > 0,
                    limit,
                    cursor
                )
            );
        }
    }
}
