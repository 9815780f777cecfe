using CampaignTasks.Domain.Collections;

namespace CampaignTasks.Domain.Journeys;

/// <summary>The progress of an automation: the page that is being filled, and the runs under way.</summary>
public sealed record JourneyProgress
{
    /// <summary>The last page that is known; a later one may exist after a crash.</summary>
    public int LastPage { get; init; }

    /// <summary>
    /// The progress of the search for contacts in the segment of its trigger; null when it has not begun, or has no segment.
    /// </summary>
    public SegmentLook? Look { get; init; }

    /// <summary>The runs whose outcomes are not all taken over.</summary>
    public IReadOnlyList<JourneyRun> Runs
    {
        get;
        init => field = EquatableList<JourneyRun>.From(value ?? []);
    } = EquatableList<JourneyRun>.From([]);
}
