namespace CampaignTasks.Api.Products;

/// <summary>A page of products.</summary>
internal sealed record ProductList(IReadOnlyList<ProductView> Items, string? Next);
