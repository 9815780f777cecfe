using CampaignTasks.Domain.Collections;

namespace CampaignTasks.Domain.Automations;

/// <summary>The purchase that an automation aims at.</summary>
/// <param name="Within">How long after entering a purchase counts.</param>
public sealed record AutomationGoal(TimeSpan Within)
{
    /// <summary>One of these is bought; empty: anything.</summary>
    public IReadOnlyList<string> Products
    {
        get;
        init => field = EquatableList<string>.From(value ?? []);
    } = EquatableList<string>.From([]);
}
