namespace CampaignTasks.Domain.Rollouts;

/// <summary>The progress of a run's roll-out.</summary>
/// <param name="Stage">The stage that is sent or watched, from 0.</param>
public sealed record RolloutProgress(int Stage)
{
    /// <summary>The end of the stage's watch; null while its messages are sent.</summary>
    public DateTimeOffset? WatchedUntil { get; init; }

    /// <summary>The reason why nothing leaves; null when the stage is not held.</summary>
    public StageHold? Hold { get; init; }

    /// <summary>True when a person released the last stage: its limits do not count any more.</summary>
    public bool IsReleased { get; init; }
}
