using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tenants;

/// <summary>A tenant to be created.</summary>
/// <param name="Name">1 to 100 characters.</param>
internal sealed record TenantRequest(string? Name);

/// <summary>A new tenant.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ApiKey">Its first key, role admin. Shown once.</param>
internal sealed record NewTenantView(string Id, string Name, string ApiKey);

/// <summary>A key to be created.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Role">What it may do; each role includes those before it.</param>
/// <param name="ExpiresAt">When it stops working, as in 2026-12-01T09:00:00Z; absent: never.</param>
internal sealed record ApiKeyRequest(string? Name, Role? Role, string? ExpiresAt);

/// <summary>A key without its text.</summary>
internal sealed record ApiKeyView(string Id, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    public static ApiKeyView Of(ApiKey key) => new(key.Id, key.Name, key.Role, key.CreatedAt, key.ExpiresAt);
}

/// <summary>A new key.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">Its text. Shown once.</param>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops working; null: never.</param>
internal sealed record NewApiKeyView(string Id, string Key, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>All of a tenant's keys.</summary>
internal sealed record ApiKeyList(IReadOnlyList<ApiKeyView> Items, string? Next);
