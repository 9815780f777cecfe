using CampaignTasks.Domain;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Accounts;

/// <summary>A channel account to be created.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Channel">The channel it sends on.</param>
/// <param name="Provider">The provider that sends its messages, as `GET /api/channels` lists them.</param>
/// <param name="IsDefault">Whether tasks that name no account use it; absent: yes when the channel has no default yet.</param>
/// <param name="Settings">The provider's settings. Secrets are accepted here and never returned.</param>
/// <param name="Pacing">The pacing of all its tasks together.</param>
/// <param name="TimeZone">The zone whose midnight starts its day, for the daily limit: an IANA id; absent: UTC.</param>
public sealed record AccountRequest(
    string? Name,
    ChannelKind? Channel,
    string? Provider,
    bool? IsDefault,
    Dictionary<string, string?>? Settings,
    PacingDefinition? Pacing,
    string? TimeZone
);
