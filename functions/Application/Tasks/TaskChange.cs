using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Tasks;

/// <summary>A change of a task: what is absent stays, what is given replaces the whole field.</summary>
/// <param name="Name">1 to 64 characters.</param>
/// <param name="Campaign">A label that groups tasks; null removes it.</param>
/// <param name="Channel">Cannot change; the same value is taken.</param>
/// <param name="Accounts">Cannot change; the same value is taken.</param>
/// <param name="Audience">Whom to reach.</param>
/// <param name="Creative">What to say: this, or creativeId, or creatives.</param>
/// <param name="Schedule">When to run; null: at once.</param>
/// <param name="Pacing">How fast to send, beside the pacing of its accounts; null: as fast as they may.</param>
/// <param name="StopOnFailure">Whether the first message that ends failed ends the run.</param>
/// <param name="Overlap">What becomes of an occurrence that comes due while the run before is still going.</param>
/// <param name="WhenCapped">What becomes of a message to somebody who has had as many as the settings let one person have.</param>
/// <param name="CreativeId">A saved creative, in its newest version.</param>
/// <param name="Creatives">2 to 10 saved creatives, among which the recipients are distributed by weight.</param>
/// <param name="Rollout">The stages in which the recipients are reached; null: all at once. Cannot change while a run is under way.</param>
/// <param name="Site">The id of the target site; null for none.</param>
/// <param name="App">The id of an app of the site; null for none.</param>
public sealed record TaskChange(
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
    CappedRule? WhenCapped = null,
    string? CreativeId = null,
    List<CreativeShareRequest>? Creatives = null,
    RolloutDefinition? Rollout = null,
    string? Site = null,
    string? App = null
)
{
    private static readonly string[] CreativeFields = ["creative", "creativeId", "creatives"];

    /// <summary>What is said of the creatives.</summary>
    internal CreativeChoice Choice => new(Creative, CreativeId, Creatives);

    /// <summary>Applies the change to a task's plan; the result is still to be checked.</summary>
    /// <param name="plan">The plan as it is.</param>
    /// <param name="given">The names of the fields that are given, also those given as null.</param>
    /// <param name="target">The new audience, where it is no pasted list; null keeps the plan's.</param>
    /// <param name="creatives">The new creatives, where some are given.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public TaskDefinition Apply(
        TaskPlan plan,
        IReadOnlySet<string> given,
        Audience? target,
        IReadOnlyList<PlannedCreative>? creatives,
        ValidationErrors errors
    )
    {
        if (given.Contains("audience") && Audience is null or { List: null, Buyers: null, AudienceId: null, Segment: null })
        {
            errors.Add(
                "audience.list",
                "The audience is missing: give a list with one address a line, buyers, a segment or an audienceId, or leave the audience out to keep it."
            );
        }

        var definition = TaskDefinition.From(plan);
        return definition with
        {
            Name = Of("name", Name, definition.Name),
            Campaign = Of("campaign", Campaign, definition.Campaign),
            Channel = Of("channel", Channel, definition.Channel),
            Accounts = Of("accounts", Accounts, definition.Accounts),
            List = Audience?.List,
            Target = target,
            Creatives = given.Overlaps(CreativeFields) ? creatives : definition.Creatives,
            Schedule = Of("schedule", Schedule, definition.Schedule),
            Pacing = Of("pacing", Pacing, definition.Pacing),
            StopOnFailure = Of("stopOnFailure", StopOnFailure, definition.StopOnFailure),
            Overlap = Of("overlap", Overlap, definition.Overlap),
            WhenCapped = Of("whenCapped", WhenCapped, definition.WhenCapped),
            Rollout = Of("rollout", Rollout, definition.Rollout),
            Site = Of("site", Site, definition.Site),
            App = Of("app", App, definition.App),
        };

        T? Of<T>(string field, T? value, T? kept) => given.Contains(field) ? value : kept;
    }
}
