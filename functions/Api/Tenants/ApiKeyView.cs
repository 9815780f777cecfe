using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tenants;

/// <summary>A key without its text.</summary>
internal sealed record ApiKeyView(string Id, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    public static ApiKeyView From(ApiKey key) => new(key.Id, key.Name, key.Role, key.CreatedAt, key.ExpiresAt);
}
