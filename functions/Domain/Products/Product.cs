using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Domain.Products;

/// <summary>A product that a tenant sells. Orders may name products that were never stored.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Id">The tenant's own id: see <see cref="Contacts.ExternalId"/>.</param>
/// <param name="Name">The display name.</param>
/// <param name="Category">The category; null for none.</param>
/// <param name="UpdatedAt">When it was last stored.</param>
public sealed record Product(string TenantId, string Id, string Name, string? Category, DateTimeOffset UpdatedAt);
