using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tenants;

/// <summary>A new key.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">Its text. Shown once.</param>
/// <param name="Name">Its name.</param>
/// <param name="Role">Its role.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ExpiresAt">When it stops working; null: never.</param>
internal sealed record NewApiKeyView(string Id, string Key, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    public static NewApiKeyView From(ApiKey key, string text) => new(key.Id, text, key.Name, key.Role, key.CreatedAt, key.ExpiresAt);
}
