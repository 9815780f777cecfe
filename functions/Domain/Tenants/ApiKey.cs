using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tenants;

/// <summary>An API key without its secret, which is shown once and kept only as a hash.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Id">The id of the key in lists and logs.</param>
/// <param name="Hash">SHA-256 of the whole key text, lower-case hex.</param>
/// <param name="Name">The display name.</param>
/// <param name="Role">Its role.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ExpiresAt">When it expires; null: never.</param>
public sealed record ApiKey(
    string TenantId,
    string Id,
    string Hash,
    string Name,
    Role Role,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt
)
{
    /// <summary>True while the key is being deleted.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>True for a key that keeps its tenant accessible: an admin's, without an expiry.</summary>
    [JsonIgnore]
    public bool IsLastingAdmin => Role is Role.Admin && ExpiresAt is null && !IsRevoked;
}
