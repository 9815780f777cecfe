using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;

namespace CampaignTasks.Api.Accounts;

/// <summary>A channel account. Secrets are shown as `***`.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Channel">The channel it sends on.</param>
/// <param name="Provider">The provider that sends its messages.</param>
/// <param name="IsDefault">Whether tasks that name no account use it.</param>
/// <param name="Settings">The provider's settings; secrets are shown as `***`.</param>
/// <param name="Pacing">Its pacing.</param>
/// <param name="TimeZone">The zone whose midnight starts its day.</param>
/// <param name="Usage">Its usage today; null in lists, and for an account without limits, whose messages are not counted.</param>
/// <param name="Status">Whether it may send.</param>
/// <param name="StopReason">Why it is stopped.</param>
/// <param name="WebhookUrl">The address for the provider's calls; shown only to admins. Null where the provider makes none.</param>
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
    DateTimeOffset UpdatedAt
);
