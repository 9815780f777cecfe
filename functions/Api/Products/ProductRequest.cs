namespace CampaignTasks.Api.Products;

/// <summary>A product's description.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Category">Its category, at most 100 characters.</param>
internal sealed record ProductRequest(string? Name, string? Category);
