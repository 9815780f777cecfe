using CampaignTasks.Domain.Products;

namespace CampaignTasks.Api.Products;

/// <summary>A product.</summary>
/// <param name="Id">Your own id of it, as given in orders.</param>
/// <param name="Name">Its name.</param>
/// <param name="Category">Its category.</param>
/// <param name="UpdatedAt">When it was last described.</param>
internal sealed record ProductView(string Id, string Name, string? Category, DateTimeOffset UpdatedAt)
{
    public static ProductView From(Product product) => new(product.Id, product.Name, product.Category, product.UpdatedAt);
}
