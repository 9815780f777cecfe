using NodaTime;

namespace CampaignTasks.Domain.Accounts;

/// <summary>Asks a <see cref="Budget"/> for slots: instants at which one message each may leave.</summary>
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
    public BudgetBound Bound { get; init; }
}

/// <summary>Slots that are reserved for a holder: <see cref="Count"/> of them, from <see cref="From"/> on, all on one local day.</summary>
/// <param name="Holder">Whose they are.</param>
/// <param name="Claim">What they are for.</param>
/// <param name="From">The first slot.</param>
/// <param name="Interval">From one slot to the next.</param>
/// <param name="Rest">How long nobody's slot may follow the last one.</param>
/// <param name="Count">How many, at least one.</param>
/// <param name="Day">The local day they count on.</param>
public sealed record SlotLease(string Holder, string Claim, DateTimeOffset From, TimeSpan Interval, TimeSpan Rest, int Count, LocalDate Day)
{
    /// <summary>When the next slot of anybody may be.</summary>
    public DateTimeOffset End => At(Count - 1) + Rest;

    /// <summary>The instant of a slot, from 0.</summary>
    public DateTimeOffset At(int index) => From + (index * Interval);
}

/// <summary>How many slots of a local day are used or reserved.</summary>
public sealed record DayUse(LocalDate Day, int Used);

/// <summary>What a budget answers.</summary>
public abstract record LeaseAnswer
{
    private LeaseAnswer() { }

    /// <summary>
    /// The slots are the holder's. They may lie ahead: who waits for them elsewhere comes back shortly before the first one, with the same claim.
    /// A slot is good until its rest is over; who comes later than that queues up anew.
    /// </summary>
    public sealed record Granted(SlotLease Lease) : LeaseAnswer;

    /// <summary>Nothing is reserved: ask again then.</summary>
    /// <param name="At">When a slot may be had.</param>
    /// <param name="Bound">What is in the way.</param>
    public sealed record NotBefore(DateTimeOffset At, BudgetBound Bound) : LeaseAnswer;
}

/// <summary>What makes a sender wait.</summary>
public enum BudgetBound
{
    Pause,
    Rate,
    DailyLimit,
}
