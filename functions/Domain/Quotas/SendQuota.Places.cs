using NodaTime;

namespace CampaignTasks.Domain.Quotas;

/// <content>The places of slots and their counts.</content>
public sealed partial record SendQuota
{
    private static readonly TimeSpan OneTick = TimeSpan.FromTicks(1);

    /// <summary>
    /// Finds the first place not before an instant where a slot and its rest are free, and the begin of the next reservation, if one
    /// follows.
    /// </summary>
    private (DateTimeOffset From, DateTimeOffset? End) FirstGap(DateTimeOffset earliest, TimeSpan rest)
    {
        var from = Later(earliest, UsedUntil);

        // Without an interval reservations do not limit each other.
        foreach (var reservation in rest > TimeSpan.Zero ? Reservations : [])
        {
            if (from + rest <= reservation.From)
            {
                return (from, reservation.From);
            }

            from = Later(from, reservation.End);
        }

        return (from, null);
    }

    /// <summary>Counts the slots before an instant, the first of them at <paramref name="from"/>.</summary>
    private static int Fitting(DateTimeOffset from, TimeSpan interval, DateTimeOffset before) =>
        from >= before ? 0
        : interval <= TimeSpan.Zero ? int.MaxValue
        : (int)Math.Min(int.MaxValue, ((before - from - OneTick).Ticks / interval.Ticks) + 1);

    /// <summary>Commits reservations that have passed when the list is full: their holders did not return.</summary>
    private SendQuota MakeRoom(DateTimeOffset now) =>
        Reservations.Count < MaxReservations
            ? this
            : Reservations.Where(one => one.End <= now).Aggregate(this, (quota, one) => quota.Commit(one.Holder));

    private SendQuota Add(SlotReservation reservation)
    {
        var later = Reservations.TakeWhile(other => other.From <= reservation.From).Count();
        var reserved = this with { Reservations = [.. Reservations.Take(later), reservation, .. Reservations.Skip(later)] };
        return reserved.Count(reservation.Day, reservation.Count);
    }

    private SendQuota Drop(SlotReservation reservation) =>
        (this with { Reservations = Without(reservation) }).Count(reservation.Day, -reservation.Count);

    private SendQuota Replace(SlotReservation former, SlotReservation reservation) =>
        former == reservation ? this : Drop(former).Add(reservation);

    private SendQuota Count(LocalDate day, int slots)
    {
        var used = UsedOn(day) + slots;
        DayUse[] counted = used > 0 ? [new(day, used)] : [];
        return this with { Days = [.. Days.Where(use => use.Day != day).Concat(counted).OrderBy(use => use.Day)] };
    }

    private SlotReservation[] Without(SlotReservation reservation) => [.. Reservations.Where(other => other != reservation)];

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
