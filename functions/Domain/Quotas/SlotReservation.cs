using NodaTime;

namespace CampaignTasks.Domain.Quotas;

/// <summary>Slots that are reserved for a holder: <see cref="Count"/> of them, from <see cref="From"/> on, all on one local day.</summary>
/// <param name="Holder">Whose they are.</param>
/// <param name="Claim">What they are for.</param>
/// <param name="From">The first slot.</param>
/// <param name="Interval">From one slot to the next.</param>
/// <param name="Rest">How long nobody's slot may follow the last one.</param>
/// <param name="Count">How many, at least one.</param>
/// <param name="Day">The local day they count on.</param>
public sealed record SlotReservation(string Holder, string Claim, DateTimeOffset From, TimeSpan Interval, TimeSpan Rest, int Count, LocalDate Day)
{
    /// <summary>When the next slot of anybody may be.</summary>
    public DateTimeOffset End => At(Count - 1) + Rest;

    /// <summary>The instant of a slot, from 0.</summary>
    public DateTimeOffset At(int index) => From + (index * Interval);
}
