using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Creatives;

/// <summary>A creative that is kept under a name, for any number of tasks.</summary>
public sealed record SavedCreative
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 100;

    public required string TenantId { get; init; }

    /// <summary>A ULID, lower case: newer creatives sort after older ones.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required ChannelKind Channel { get; init; }

    public required Creative Content { get; init; }

    /// <summary>Counts the contents it had; a new name is no new version.</summary>
    public int Version { get; init; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>Returns the creative as a plan takes it: its content now.</summary>
    public PlannedCreative Plan(int weight = PlannedCreative.DefaultWeight) => new(Content) { Source = new(Id, Version), Weight = weight };

    /// <summary>Returns it with another name and content; other content is a new version.</summary>
    public SavedCreative Edit(string name, Creative content, DateTimeOffset now) =>
        this with
        {
            Name = name,
            Content = content,
            Version = content == Content ? Version : Version + 1,
            UpdatedAt = now,
        };
}
