using System.Text.Json.Serialization;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Domain.Accounts;

/// <summary>A tenant's sender on a channel. Secrets are sealed here: only <see cref="ISecretBox"/> opens them.</summary>
public sealed record ChannelAccount
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required ChannelKind Channel { get; init; }

    /// <summary>As in <see cref="IChannel.Provider"/>.</summary>
    public required string Provider { get; init; }

    /// <summary>Whether tasks that name no account use this one. At most one per tenant and channel.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Settings that are no secret, by camelCase name.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Secret settings by camelCase name, each sealed for this tenant and account.</summary>
    public required IReadOnlyDictionary<string, string> SealedSecrets { get; init; }

    public Pacing Pacing { get; init; } = Pacing.None;

    /// <summary>The zone whose midnight starts the account's day, an IANA id.</summary>
    public string TimeZone { get; init => field = value ?? "UTC"; } = "UTC";

    public AccountStatus Status { get; init; }

    /// <summary>Why the account is stopped: the provider's code and words.</summary>
    public string? StopReason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>No message leaves through a stopped account until its settings are changed or it is set active again.</summary>
    public ChannelAccount Stop(string reason, DateTimeOffset now) =>
        this with { Status = AccountStatus.Stopped, StopReason = reason, UpdatedAt = now };

    public ChannelAccount Activate(DateTimeOffset now) =>
        this with { Status = AccountStatus.Active, StopReason = null, UpdatedAt = now };
}

/// <summary>Whether an account may send.</summary>
[JsonConverter(typeof(WireName<AccountStatus>))]
public enum AccountStatus
{
    Active,
    Stopped,
}

/// <summary>How fast an account or a task may send. Null or zero: no limit of that kind.</summary>
/// <param name="PauseBetweenMessages">At least this long between two messages of an account.</param>
/// <param name="DailyLimit">Messages a local day.</param>
/// <param name="RatePerSecond">Messages a second.</param>
public sealed record Pacing(TimeSpan PauseBetweenMessages, int? DailyLimit, double? RatePerSecond)
{
    public static readonly Pacing None = new(TimeSpan.Zero, null, null);

    /// <summary>Whether anything of it holds messages back.</summary>
    [JsonIgnore]
    public bool IsLimited => DailyLimit is not null || Interval > TimeSpan.Zero;

    /// <summary>The shortest time between two messages: the longer of the pause and what the rate leaves; zero when neither is set.</summary>
    [JsonIgnore]
    public TimeSpan Interval =>
        RatePerSecond is { } rate && TimeSpan.FromSeconds(1 / rate) is var byRate && byRate > PauseBetweenMessages ? byRate : PauseBetweenMessages;
}

/// <summary>An account with its secrets in clear, for the length of a send or a webhook call.</summary>
/// <param name="Account">The account.</param>
/// <param name="Secrets">The secrets in clear, by camelCase name. Never logged, stored or returned.</param>
public sealed record OpenAccount(ChannelAccount Account, IReadOnlyDictionary<string, string> Secrets)
{
    /// <summary>A setting or secret by its camelCase name; null when the account has none.</summary>
    public string? this[string name] =>
        Account.Settings.TryGetValue(name, out var plain) ? plain : Secrets.TryGetValue(name, out var secret) ? secret : null;

    /// <summary>Only the account's id: secrets must not reach a log by way of a record's text.</summary>
    public override string ToString() => Account.Id;
}

/// <summary>Seals secrets at rest (AES-GCM), bound to the place they belong to.</summary>
public interface ISecretBox
{
    /// <summary>Seals a secret; the same <paramref name="place"/> (tenant, account and setting name) is needed to open it.</summary>
    string Seal(string secret, string place);

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <exception cref="InvalidOperationException">Sealed with another key or for another place; the message says which setting holds the key.</exception>
    string Open(string sealedSecret, string place);
}

/// <summary>Keeps channel accounts.</summary>
public interface IAccountStore
{
    /// <summary>Stores a new account. When it is the default, the channel's previous default stops being one.</summary>
    /// <exception cref="LostRaceException">The id is taken, by this tenant or another.</exception>
    Task<ChannelAccount> AddAsync(ChannelAccount account, CancellationToken cancellationToken);

    /// <summary>The account, or null when it does not exist or belongs to another tenant.</summary>
    Task<ChannelAccount?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>The tenant an account id belongs to, for webhook calls, which carry no API key; null when there is none.</summary>
    Task<string?> FindTenantAsync(string id, CancellationToken cancellationToken);

    /// <summary>Replaces the account if it still has the version it was read with. When it is the default, the channel's previous default stops being one.</summary>
    /// <exception cref="LostRaceException">Somebody changed it in between.</exception>
    Task<ChannelAccount> UpdateAsync(ChannelAccount account, CancellationToken cancellationToken);

    /// <summary>Deletes the account if it still has the version it was read with; one that is gone is no error.</summary>
    /// <exception cref="LostRaceException">Somebody changed it in between.</exception>
    Task DeleteAsync(ChannelAccount account, CancellationToken cancellationToken);

    /// <summary>A tenant's accounts, newest first; at most some hundreds.</summary>
    Task<IReadOnlyList<ChannelAccount>> ListAsync(string tenantId, CancellationToken cancellationToken);
}
