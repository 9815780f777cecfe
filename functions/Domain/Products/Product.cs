using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Domain.Products;

/// <summary>What a tenant sells. Orders may name products that were never described.</summary>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Id">The tenant's own id: see <see cref="Contacts.ExternalId"/>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Category">The shelf it stands on; null for none.</param>
/// <param name="UpdatedAt">When it was last described.</param>
public sealed record Product(string TenantId, string Id, string Name, string? Category, DateTimeOffset UpdatedAt);
