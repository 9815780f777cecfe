namespace CampaignTasks.Domain.Schedules;

/// <summary>When a task runs.</summary>
/// <param name="StartAt">The instant of its one occurrence; null: at once when started.</param>
public sealed record Schedule(DateTimeOffset? StartAt)
{
    public static readonly Schedule AtOnce = new(StartAt: null);

    /// <summary>The first occurrence not before <paramref name="now"/>; a start that has passed is now.</summary>
    public DateTimeOffset NextOccurrence(DateTimeOffset now) => StartAt is { } at && at > now ? at : now;
}
