using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Accounts;

/// <summary>The speed limits of an account or a task. Null or zero: no limit of that kind.</summary>
/// <param name="PauseBetweenMessages">At least this long between two messages of an account.</param>
/// <param name="DailyLimit">Messages a local day.</param>
/// <param name="RatePerSecond">Messages a second.</param>
public sealed record Pacing(TimeSpan PauseBetweenMessages, int? DailyLimit, double? RatePerSecond)
{
    public static readonly Pacing None = new(TimeSpan.Zero, null, null);

    /// <summary>True when any of the limits applies.</summary>
    [JsonIgnore]
    public bool IsLimited => DailyLimit is not null || Interval > TimeSpan.Zero;

    /// <summary>
    /// The shortest time between two messages: the longer of the pause and what the rate leaves; zero when neither is set.
    /// </summary>
    [JsonIgnore]
    public TimeSpan Interval =>
        RatePerSecond is { } rate && TimeSpan.FromSeconds(1 / rate) is var byRate && byRate > PauseBetweenMessages
            ? byRate
            : PauseBetweenMessages;
}
