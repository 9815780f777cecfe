using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Collections;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Automations;

/// <summary>The plan of an automation: who enters, which steps follow, and how it ends.</summary>
/// <remarks>Stored: add optional members, never rename.</remarks>
public sealed record AutomationPlan
{
    public required string Name { get; init; }

    public required AutomationTrigger Trigger { get; init; }

    /// <summary>The steps, in order.</summary>
    public required IReadOnlyList<AutomationStep> Steps
    {
        get;
        init => field = EquatableList<AutomationStep>.From(value);
    }

    /// <summary>The purchase that it aims at; null: none.</summary>
    public AutomationGoal? Goal { get; init; }

    /// <summary>The rule for which a journey ends early; null: none.</summary>
    public SegmentRule? ExitWhen { get; init; }

    public Reentry Reentry
    {
        get;
        init => field = value ?? new Reentry.Never();
    } = new Reentry.Never();

    /// <summary>The zone of local times, and the hours in which messages may leave.</summary>
    public Schedule Hours
    {
        get;
        init => field = value ?? Schedule.AtOnce;
    } = Schedule.AtOnce;

    public Pacing Pacing
    {
        get;
        init => field = value ?? Pacing.None;
    } = Pacing.None;

    /// <summary>The fate of messages to people who have had as many as they may get.</summary>
    public CappedRule WhenCapped { get; init; }

    /// <summary>What an edit to this plan means for journeys under way.</summary>
    public EditRule OnEdit { get; init; }

    /// <summary>Returns true when both say the same.</summary>
    public bool SaysTheSameAs(AutomationPlan other) =>
        AutomationPlanJson.Write(this).AsSpan().SequenceEqual(AutomationPlanJson.Write(other));
}
