namespace CampaignTasks.Domain.Schedules;

/// <summary>When a task runs.</summary>
/// <param name="StartAt">The instant of its one occurrence; null: at once when started.</param>
public sealed record Schedule(DateTimeOffset? StartAt)
{
    public static readonly Schedule AtOnce = new(StartAt: null);

    /// <summary>How late an occurrence may still begin.</summary>
    public static readonly TimeSpan LatestStart = TimeSpan.FromHours(24);

    /// <summary>The first occurrence not before <paramref name="now"/>; a start that has passed is now.</summary>
    public DateTimeOffset NextOccurrence(DateTimeOffset now) => StartAt is { } at && at > now ? at : now;

    /// <summary>Whether the start passed so long ago that it must not run any more.</summary>
    public bool HasMissed(DateTimeOffset now) => StartAt is { } at && now - at > LatestStart;
}
