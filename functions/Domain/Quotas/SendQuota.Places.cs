using NodaTime;

namespace CampaignTasks.Domain.Quotas;

/// <content>Where slots lie and how they are counted.</content>
public sealed partial record SendQuota
{
    private static readonly TimeSpan OneTick = TimeSpan.FromTicks(1);

    /// <summary>The first place not before an instant where a slot and its rest are free, and where the next lease begins, if one follows.</summary>
    private (DateTimeOffset From, DateTimeOffset? End) FirstGap(DateTimeOffset earliest, TimeSpan rest)
    {
        var from = Later(earliest, UsedUntil);

        // Without an interval nobody is in anybody's way.
        foreach (var lease in rest > TimeSpan.Zero ? Reservations : [])
        {
            if (from + rest <= lease.From)
            {
                return (from, lease.From);
            }

            from = Later(from, lease.End);
        }

        return (from, null);
    }

    /// <summary>How many slots lie before an instant, the first of them at <paramref name="from"/>.</summary>
    private static int Fitting(DateTimeOffset from, TimeSpan interval, DateTimeOffset before) =>
        from >= before ? 0
        : interval <= TimeSpan.Zero ? int.MaxValue
        : (int)Math.Min(int.MaxValue, ((before - from - OneTick).Ticks / interval.Ticks) + 1);

    /// <summary>A full list lets go of what has passed, as used: its holders did not come back.</summary>
    private SendQuota MakeRoom(DateTimeOffset now) => Reservations.Count < MaxLeases
        ? this
        : Reservations.Where(lease => lease.End <= now).Aggregate(this, (budget, lease) => budget.Commit(lease.Holder));

    private SendQuota Add(SlotReservation lease)
    {
        var later = Reservations.TakeWhile(other => other.From <= lease.From).Count();
        return (this with { Reservations = [.. Reservations.Take(later), lease, .. Reservations.Skip(later)] }).Count(lease.Day, lease.Count);
    }

    private SendQuota Drop(SlotReservation lease) => (this with { Reservations = Without(lease) }).Count(lease.Day, -lease.Count);

    private SendQuota Replace(SlotReservation former, SlotReservation lease) => former == lease ? this : Drop(former).Add(lease);

    private SendQuota Count(LocalDate day, int slots)
    {
        var used = UsedOn(day) + slots;
        DayUse[] counted = used > 0 ? [new(day, used)] : [];
        return this with { Days = [.. Days.Where(use => use.Day != day).Concat(counted).OrderBy(use => use.Day)] };
    }

    private SlotReservation[] Without(SlotReservation lease) => [.. Reservations.Where(other => other != lease)];

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
