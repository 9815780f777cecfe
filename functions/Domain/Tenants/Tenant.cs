using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tenants;

/// <summary>A company that uses this service.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its display name.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record Tenant(string Id, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>The status. A tenant that is not active has no access, and nothing is sent for it.</summary>
    public TenantStatus Status { get; init; }

    /// <summary>The quotas that differ from the deployment's.</summary>
    public TenantQuotas Quotas { get; init; } = TenantQuotas.None;

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }
}
