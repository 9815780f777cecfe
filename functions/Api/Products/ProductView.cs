using CampaignTasks.Domain.Products;

namespace CampaignTasks.Api.Products;

/// <summary>A product as callers read it.</summary>
/// <param name="Id">Your own id of it; orders name it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Category">The shelf it stands on.</param>
/// <param name="UpdatedAt">When it was last described.</param>
internal sealed record ProductView(string Id, string Name, string? Category, DateTimeOffset UpdatedAt)
{
    public static ProductView From(Product product) => new(product.Id, product.Name, product.Category, product.UpdatedAt);
}
