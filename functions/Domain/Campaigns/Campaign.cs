using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Campaigns;

/// <summary>
/// A name that groups tasks. Tasks name their campaign. No two campaigns of a tenant have the same name; letter case counts.
/// </summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Id">A ULID, lower case: newer campaigns sort after older ones.</param>
/// <param name="Name">The name, in Unicode's normalization form C.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record Campaign(string TenantId, string Id, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }
}
