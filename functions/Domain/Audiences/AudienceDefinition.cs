using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Audiences;

/// <summary>A named, reusable audience: a static list of contacts, a segment, a buyers filter, or a list of addresses.</summary>
public sealed record AudienceDefinition
{
    public required string TenantId { get; init; }

    /// <summary>A ULID, lower case: newer audiences sort after older ones.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>
    /// The rule it selects by, or the list of addresses stored next to it; null for a static list, whose members are stored the same way.
    /// </summary>
    public Audience? Rule { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>True for a static list, whose members are contacts named one by one.</summary>
    [JsonIgnore]
    public bool IsList => Rule is null;
}
