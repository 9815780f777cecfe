using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;

namespace CampaignTasks.Api.Accounts;

/// <summary>A channel account. Secrets read as `***`.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Channel">The channel it sends on.</param>
/// <param name="Provider">Who carries its messages.</param>
/// <param name="IsDefault">Whether tasks that name no account use it.</param>
/// <param name="Settings">The provider's settings; secrets read as `***`.</param>
/// <param name="Pacing">How fast it may send.</param>
/// <param name="TimeZone">The zone whose midnight starts its day.</param>
/// <param name="Usage">What it sent today; null in lists, and when nothing limits it, for then nothing is counted.</param>
/// <param name="Status">Whether it may send.</param>
/// <param name="StopReason">Why it is stopped.</param>
/// <param name="WebhookUrl">Where its provider reports deliveries; only admins read it.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it last changed.</param>
internal sealed record AccountView(
    string Id,
    string Name,
    ChannelKind Channel,
    string Provider,
    bool IsDefault,
    IReadOnlyDictionary<string, string> Settings,
    PacingView Pacing,
    string TimeZone,
    UsageView? Usage,
    AccountStatus Status,
    string? StopReason,
    string? WebhookUrl,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);
