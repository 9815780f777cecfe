namespace CampaignTasks.Domain.Products;

/// <summary>Keeps products.</summary>
public interface IProductStore
{
    /// <summary>Stores a product, whatever was there.</summary>
    Task SaveAsync(Product product, CancellationToken cancellationToken);

    /// <summary>The product, or null.</summary>
    Task<Product?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Deletes the product; one that is gone is no error.</summary>
    Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>A tenant's products in the order of their ids.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<Product>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);
}
