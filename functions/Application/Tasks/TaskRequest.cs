using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Tasks;

/// <summary>A task to be created.</summary>
/// <param name="Name">1 to 64 characters.</param>
/// <param name="Campaign">A label that groups tasks, at most 100 characters.</param>
/// <param name="Channel">The channel to send on.</param>
/// <param name="Accounts">Ids of the accounts that send; absent: the channel's default.</param>
/// <param name="Audience">Whom to reach.</param>
/// <param name="Creative">What to say: this, or creativeId, or creatives.</param>
/// <param name="Schedule">When to run; absent: at once.</param>
/// <param name="Pacing">How fast to send, beside the pacing of its accounts; absent: as fast as they may.</param>
/// <param name="StopOnFailure">Whether the first message that ends failed ends the run.</param>
/// <param name="Overlap">
/// What becomes of an occurrence that comes due while the run before is still going: left out (`skip`, the default) or next (`queue`).
/// </param>
/// <param name="Start">Whether to start at once (the default) or to stay a draft.</param>
/// <param name="WhenCapped">
/// What becomes of a message to somebody who has had as many as the settings let one person have: not sent (`skip`, the default) or sent
/// later (`wait`).
/// </param>
/// <param name="CreativeId">A saved creative, in its newest version.</param>
/// <param name="Creatives">2 to 10 saved creatives, among which the recipients are distributed by weight.</param>
/// <param name="Rollout">The stages in which the recipients are reached; absent: all at once.</param>
/// <param name="Site">The id of the target site.</param>
/// <param name="App">The id of an app of the site.</param>
public sealed record TaskRequest(
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
    bool? Start,
    CappedRule? WhenCapped = null,
    string? CreativeId = null,
    List<CreativeShareRequest>? Creatives = null,
    RolloutDefinition? Rollout = null,
    string? Site = null,
    string? App = null
)
{
    /// <summary>What is said of the creatives.</summary>
    internal CreativeChoice Choice => new(Creative, CreativeId, Creatives);

    /// <summary>Turns the request into a definition, which is still to be checked.</summary>
    /// <param name="target">The audience, where it is no pasted list.</param>
    /// <param name="creatives">The creatives that the request names; null when there are none.</param>
    public TaskDefinition ToDefinition(Audience? target, IReadOnlyList<PlannedCreative>? creatives) =>
        new()
        {
            Name = Name,
            Campaign = Campaign,
            Channel = Channel,
            Accounts = Accounts,
            List = Audience?.List,
            Target = target,
            Creatives = creatives,
            Schedule = Schedule,
            Pacing = Pacing,
            StopOnFailure = StopOnFailure,
            Overlap = Overlap,
            WhenCapped = WhenCapped,
            Rollout = Rollout,
            Site = Site,
            App = App,
        };
}
