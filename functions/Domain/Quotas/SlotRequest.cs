using NodaTime;

namespace CampaignTasks.Domain.Quotas;

/// <summary>A request to a <see cref="SendQuota"/> for slots: instants at which one message each may leave.</summary>
/// <param name="Holder">The holder: one lane of one run. It has one reservation at a time.</param>
/// <param name="Claim">
/// The attempt that the slots are for. The same claim again is the same request, after a wait or a lost answer; another claim commits the
/// slots of the former one. So a second attempt at a message needs a claim of its own.
/// </param>
/// <param name="Wanted">The number of slots, at least one.</param>
/// <param name="Zone">The zone whose midnight starts the quota's day.</param>
public sealed record SlotRequest(string Holder, string Claim, int Wanted, DateTimeZone Zone)
{
    public int Wanted { get; init; } =
        Wanted > 0 ? Wanted : throw new ArgumentOutOfRangeException(nameof(Wanted), Wanted, "Request one slot or more.");

    /// <summary>No slot before it.</summary>
    public DateTimeOffset Earliest { get; init; }

    /// <summary>The close of the window: no slot at it or after.</summary>
    public DateTimeOffset Until { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>The quota's own interval: no slot of any holder is nearer than this to another.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>The holder's own distance between its slots where that is longer than <see cref="Interval"/>.</summary>
    public TimeSpan Spacing { get; init; }

    /// <summary>Slots a local day; null: any number.</summary>
    public int? DailyLimit { get; init; }

    /// <summary>The origin of the interval: the pause, or the rate.</summary>
    public QuotaBound Bound { get; init; }
}
