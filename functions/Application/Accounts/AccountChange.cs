using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Accounts;

/// <summary>A change of an account: absent fields stay as they are.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="IsDefault">Whether tasks that name no account use it.</param>
/// <param name="Settings">Only the settings to change; null removes one, and `***` leaves a secret as it is.</param>
/// <param name="Pacing">The whole pacing; null: the channel's default.</param>
/// <param name="TimeZone">The zone whose midnight starts its day, an IANA id; null: UTC.</param>
public sealed record AccountChange(
    string? Name,
    bool? IsDefault,
    Dictionary<string, string?>? Settings,
    PacingDefinition? Pacing,
    string? TimeZone
);
