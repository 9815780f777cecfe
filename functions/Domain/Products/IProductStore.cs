namespace CampaignTasks.Domain.Products;

/// <summary>A store of products.</summary>
public interface IProductStore
{
    /// <summary>Stores a product, replacing any stored one.</summary>
    Task SaveAsync(Product product, CancellationToken cancellationToken);

    /// <summary>Finds the product; null when there is none.</summary>
    Task<Product?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Deletes the product; one that is gone is not an error.</summary>
    Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's products in the order of their ids.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> does not belong to this list.</exception>
    Task<CursorPage<Product>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);
}
