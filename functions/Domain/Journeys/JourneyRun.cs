using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Journeys;

/// <summary>A run that sends the messages of one step of many journeys.</summary>
/// <param name="Run">The run.</param>
/// <param name="Version">The version of the plan.</param>
/// <param name="Node">The number of the step.</param>
/// <param name="OpenedAt">When it was opened.</param>
public sealed record JourneyRun(RunId Run, int Version, int Node, DateTimeOffset OpenedAt)
{
    /// <summary>When outcomes of it were last taken over; null before.</summary>
    public DateTimeOffset? SettledAt { get; init; }
}
