namespace CampaignTasks.Domain.Tenants;

/// <summary>An API key without its secret, which is shown once and kept only as a hash.</summary>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Id">Names the key in lists and logs.</param>
/// <param name="Hash">SHA-256 of the whole key text, lower-case hex.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Role">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From then on it is refused; null: never.</param>
public sealed record ApiKey(
    string TenantId,
    string Id,
    string Hash,
    string Name,
    Role Role,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt
);
