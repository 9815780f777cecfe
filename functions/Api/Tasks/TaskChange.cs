using CampaignTasks.Api.Audiences;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Tasks;

/// <summary>A change of a task: what is absent stays, what is given replaces the whole field.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Campaign">A label that groups tasks; null removes it.</param>
/// <param name="Channel">Cannot change; the same value is taken.</param>
/// <param name="Accounts">Cannot change; the same value is taken.</param>
/// <param name="Audience">Whom to reach.</param>
/// <param name="Creative">What to say.</param>
/// <param name="Schedule">When to run; null: at once.</param>
/// <param name="Pacing">How fast to send, beside the pacing of its accounts; null: as fast as they may.</param>
/// <param name="StopOnFailure">Whether the first message that ends failed ends the run.</param>
/// <param name="Overlap">What becomes of an occurrence that comes due while the run before is still going.</param>
/// <param name="WhenCapped">What becomes of a message to somebody who has had as many as the settings let one person have.</param>
internal sealed record TaskChange(
    string? Name,
    string? Campaign,
    ChannelKind? Channel,
    List<string>? Accounts,
    AudienceRequest? Audience,
    CreativeRequest? Creative,
    ScheduleDefinition? Schedule,
    PacingDefinition? Pacing,
    bool? StopOnFailure,
    OverlapRule? Overlap,
    CappedRule? WhenCapped = null);
