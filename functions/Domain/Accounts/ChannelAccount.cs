using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Accounts;

/// <summary>A tenant's sender on a channel. Its secrets are encrypted: only <see cref="ISecretProtector"/> decrypts them.</summary>
public sealed record ChannelAccount
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required ChannelKind Channel { get; init; }

    /// <summary>The provider's name, as its adapter gives it.</summary>
    public required string Provider { get; init; }

    /// <summary>Marks the account that tasks use when they name none. At most one per tenant and channel.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Settings that are no secret, by camelCase name.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Secret settings by camelCase name, each encrypted for this tenant and account.</summary>
    public required IReadOnlyDictionary<string, string> ProtectedSecrets { get; init; }

    public Pacing Pacing { get; init; } = Pacing.None;

    /// <summary>The zone whose midnight starts the account's day, an IANA id.</summary>
    public string TimeZone
    {
        get;
        init => field = value ?? "UTC";
    } = "UTC";

    public AccountStatus Status { get; init; }

    /// <summary>The reason the account is stopped: the provider's code and text.</summary>
    public string? StopReason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>Stops the account: no message leaves through it until its settings are changed or it is set active again.</summary>
    public ChannelAccount Stop(string reason, DateTimeOffset now) =>
        this with
        {
            Status = AccountStatus.Stopped,
            StopReason = reason,
            UpdatedAt = now,
        };

    public ChannelAccount Activate(DateTimeOffset now) => this with { Status = AccountStatus.Active, StopReason = null, UpdatedAt = now };
}
