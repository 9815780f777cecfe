using CampaignTasks.Domain.Collections;

namespace CampaignTasks.Domain.Rollouts;

/// <summary>A roll-out in stages: each reaches a part of the recipients, and is watched before the next one starts.</summary>
public sealed record Rollout
{
    /// <summary>The stages in their order; the last one reaches everybody who is left.</summary>
    public required IReadOnlyList<RolloutStage> Stages
    {
        get;
        init => field = EquatableList<RolloutStage>.From(value);
    }

    /// <summary>
    /// Returns the number of recipients of each stage; together they are all. The recipients up to the end of a stage are rounded up, so
    /// that the first stage of any audience reaches somebody; a later stage of a small audience may reach nobody.
    /// </summary>
    /// <param name="recipients">The number of recipients of the run.</param>
    public IReadOnlyList<int> Sizes(int recipients)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(recipients);
        var sizes = new int[Stages.Count];
        for (var (stage, before) = (0, 0); stage < sizes.Length; stage++)
        {
            var end = (int)Math.Ceiling(recipients * Stages[stage].Percent / 100);
            sizes[stage] = end - before;
            before = end;
        }

        return sizes;
    }
}
