using NodaTime;

namespace CampaignTasks.Domain.Quotas;

/// <summary>A reservation of <see cref="Count"/> slots for a holder, from <see cref="From"/> on, all on one local day.</summary>
/// <param name="Holder">The holder.</param>
/// <param name="Claim">The attempt they are for.</param>
/// <param name="From">The first slot.</param>
/// <param name="Interval">From one slot to the next.</param>
/// <param name="Rest">The time after the last slot that must stay free.</param>
/// <param name="Count">The number of slots, at least one.</param>
/// <param name="Day">The local day they count on.</param>
public sealed record SlotReservation(
    string Holder,
    string Claim,
    DateTimeOffset From,
    TimeSpan Interval,
    TimeSpan Rest,
    int Count,
    LocalDate Day
)
{
    /// <summary>The earliest instant of the next slot of any holder.</summary>
    public DateTimeOffset End => At(Count - 1) + Rest;

    /// <summary>Returns the instant of a slot, from 0.</summary>
    public DateTimeOffset At(int index) => From + (index * Interval);
}
