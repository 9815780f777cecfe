using NodaTime;

namespace CampaignTasks.Domain.Quotas;

/// <summary>Asks a <see cref="SendQuota"/> for slots: instants at which one message each may leave.</summary>
/// <param name="Holder">Who asks: one lane of one run. A holder has one lease at a time.</param>
/// <param name="Claim">
/// What the slots are for. The same claim asked again is the same wish, after a wait or a lost answer; another claim says that the slots of the
/// former one are used. So a second attempt at a message needs a claim of its own.
/// </param>
/// <param name="Wanted">How many slots, at least one.</param>
/// <param name="Zone">Whose midnight starts the budget's day.</param>
public sealed record SlotRequest(string Holder, string Claim, int Wanted, DateTimeZone Zone)
{
    public int Wanted { get; init; } = Wanted > 0 ? Wanted : throw new ArgumentOutOfRangeException(nameof(Wanted), Wanted, "Ask for one slot or more.");

    /// <summary>No slot before it.</summary>
    public DateTimeOffset Earliest { get; init; }

    /// <summary>The close of the window: no slot at it or after.</summary>
    public DateTimeOffset Until { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>The budget's own interval: nobody's slot is nearer than this to another.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>What the holder itself keeps between its slots where that is longer than <see cref="Interval"/>.</summary>
    public TimeSpan Spacing { get; init; }

    /// <summary>Slots a local day; null: any number.</summary>
    public int? DailyLimit { get; init; }

    /// <summary>What the interval comes from: the pause, or the rate.</summary>
    public QuotaBound Bound { get; init; }
}
