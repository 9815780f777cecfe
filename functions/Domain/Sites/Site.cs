using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Sites;

/// <summary>A target site of a tenant, which has apps.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Id">A ULID, lower case: newer sites sort after older ones.</param>
/// <param name="Name">The name.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record Site(string TenantId, string Id, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }
}
