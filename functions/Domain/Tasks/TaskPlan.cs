using System.Reflection;
using System.Text.Json;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Collections;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Schedules;

namespace CampaignTasks.Domain.Tasks;

/// <summary>The plan of a task: whom to reach, with what, when, how fast, and what to do on failure.</summary>
/// <remarks>
/// Plans are equal when they say the same. Every public property is a part: a new one is stored, copied and compared without further
/// code, and tests find a request or a view that leaves it out.
/// </remarks>
public sealed record TaskPlan
{
    private static readonly PropertyInfo[] Parts = typeof(TaskPlan).GetProperties(
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly
    );

    public required string Name { get; init; }

    /// <summary>A label that groups tasks.</summary>
    public string? Campaign { get; init; }

    public required ChannelKind Channel { get; init; }

    /// <summary>The ids of the accounts that send, in the order in which they are asked.</summary>
    public required IReadOnlyList<string> Accounts
    {
        get;
        init => field = EquatableList<string>.From(value);
    }

    public required Audience Audience { get; init; }

    /// <summary>The contents, among which the recipients are distributed by weight; usually one.</summary>
    public required IReadOnlyList<PlannedCreative> Creatives
    {
        get;
        init => field = EquatableList<PlannedCreative>.From(value);
    }

    public Schedule Schedule { get; init; } = Schedule.AtOnce;

    public Pacing Pacing { get; init; } = Pacing.None;

    /// <summary>True when the first message that ends failed ends the run.</summary>
    public bool StopOnFailure { get; init; }

    /// <summary>The fate of an occurrence that comes due while the run before is still going.</summary>
    public OverlapRule Overlap { get; init; }

    /// <summary>The fate of messages to people who have had as many as they may get.</summary>
    public CappedRule WhenCapped { get; init; }

    /// <summary>The roll-out in stages; null: all recipients at once.</summary>
    public Rollout? Rollout { get; init; }

    /// <summary>The id of the target site; null for none.</summary>
    public string? Site { get; init; }

    /// <summary>The id of the site's app; null for none.</summary>
    public string? App { get; init; }

    /// <summary>Names the parts that differ from another plan's, as the API does.</summary>
    public IReadOnlyList<string> ChangedParts(TaskPlan other) =>
        [
            .. Parts
                .Where(part => !Equals(part.GetValue(this), part.GetValue(other)))
                .Select(part => JsonNamingPolicy.CamelCase.ConvertName(part.Name)),
        ];

    /// <summary>Takes over the name and the campaign of another plan. Plans that are equal then send the same messages.</summary>
    public TaskPlan WithLabelsOf(TaskPlan other) => this with { Name = other.Name, Campaign = other.Campaign };
}
