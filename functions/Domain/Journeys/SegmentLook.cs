namespace CampaignTasks.Domain.Journeys;

/// <summary>
/// The progress of an automation's search for contacts in the segment of its trigger. Stored: add optional members, never rename.
/// </summary>
/// <param name="Rule">A hash of the segment's rule: another rule is looked at anew.</param>
/// <param name="Since">When the rule began to count: whoever matches without a change since then was in the segment before.</param>
public sealed record SegmentLook(string Rule, DateTimeOffset Since)
{
    /// <summary>The key of the last contact that the sweep under way has looked at; null between sweeps.</summary>
    public string? Position { get; init; }

    /// <summary>When the last sweep was complete; null during the first one.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When to sweep because more contacts changed than are looked at one by one; null when none did.</summary>
    public DateTimeOffset? WantedAt { get; init; }

    /// <summary>True until every contact was looked at once.</summary>
    public bool IsFirst => CompletedAt is null;

    /// <summary>Returns when the next part of a sweep is due.</summary>
    /// <param name="every">The time between two sweeps.</param>
    public DateTimeOffset DueAt(TimeSpan every) =>
        IsFirst || Position is not null ? DateTimeOffset.MinValue
        : WantedAt < CompletedAt + every ? WantedAt.Value
        : CompletedAt!.Value + every;
}
