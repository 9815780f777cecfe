using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Quotas;

/// <summary>
/// What an account, or a task with pacing of its own, may still send and when, as one record that all senders share. Slots are reserved in the
/// order of asking, so holders that ask in turn get slots in turn, however long the pause is. A slot is counted when it is reserved, once per claim.
/// Immutable: every move answers with the budget after it; the same instance when nothing changed.
/// </summary>
public sealed partial record SendQuota
{
    /// <summary>Leases kept at once. When all of them lie ahead, who comes next is told when the first is over.</summary>
    public const int MaxLeases = 1_000;

    public static readonly SendQuota Empty = new();

    /// <summary>Where the slots end that are known to be used: no slot is given before it.</summary>
    public DateTimeOffset UsedUntil { get; init; }

    /// <summary>Today's count, and those of days to come of which slots are reserved.</summary>
    public IReadOnlyList<DayUse> Days { get; init; } = [];

    /// <summary>Slots that are reserved and not known to be used, by time. While the budget has an interval they never overlap.</summary>
    public IReadOnlyList<SlotReservation> Reservations { get; init; } = [];

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    public string? ETag { get; init; }

    /// <summary>When a slot is free behind all that are given; there may be gaps before it.</summary>
    public DateTimeOffset NextFree => Reservations.Aggregate(UsedUntil, (end, lease) => Later(end, lease.End));

    /// <summary>How many slots of a local day are used or reserved.</summary>
    public int UsedOn(LocalDate day) => Days.FirstOrDefault(use => use.Day == day)?.Used ?? 0;

    /// <summary>
    /// Reserves slots at the first free place not before <paramref name="now"/>: as many as are wanted, as the day's limit leaves, and as lie on one
    /// day, before the window's close and before the next lease. A holder that asks with its lease's claim gets that lease back; slots of it that have
    /// passed are exchanged for new ones without being counted again on the same day, and asking for fewer gives the rest back.
    /// </summary>
    public (SendQuota After, SlotResult Answer) Reserve(SlotRequest request, DateTimeOffset now)
    {
        var today = Forget(now, request.Zone);
        return today.ReservationOf(request.Holder) is not { } held ? today.Offer(request, now)
            : held.Claim != request.Claim ? today.Commit(request.Holder).Offer(request, now)
            : Remainder(held, request, now) is { } kept ? (today.Replace(held, kept), new SlotResult.Granted(kept))
            : today.Exchange(held, request, now);
    }

    /// <summary>The holder's slots are used: they stay counted.</summary>
    public SendQuota Commit(string holder) => ReservationOf(holder) is { } lease
        ? this with { UsedUntil = Later(UsedUntil, lease.End), Reservations = Without(lease) }
        : this;

    /// <summary>Nothing of the holder's lease was used: as if it had never been given.</summary>
    public SendQuota Release(string holder) => ReservationOf(holder) is { } lease ? Drop(lease) : this;

    /// <summary>The last <paramref name="unused"/> slots of the holder's lease were not used; the others were.</summary>
    public SendQuota Release(string holder, int unused) => ReservationOf(holder) switch
    {
        null => this,
        var lease when unused >= lease.Count => Drop(lease),
        var lease => Replace(lease, lease with { Count = lease.Count - Math.Max(0, unused) }).Commit(holder),
    };

    /// <summary>What the holder has; null when nothing.</summary>
    public SlotReservation? ReservationOf(string holder) => Reservations.FirstOrDefault(lease => lease.Holder == holder);

    /// <summary>
    /// Forgets days that are over, and their leases with them. What is forgotten is closed: a clock that goes back finds no room there.
    /// </summary>
    private SendQuota Forget(DateTimeOffset now, DateTimeZone zone)
    {
        var today = zone.DayOf(now);
        SlotReservation[] over = [.. Reservations.Where(lease => lease.Day < today)];
        if (over.Length is 0 && Days.All(use => use.Day >= today))
        {
            return this;
        }

        return this with
        {
            UsedUntil = over.Aggregate(Later(UsedUntil, zone.StartOf(today)), (end, lease) => Later(end, lease.End)),
            Days = [.. Days.Where(use => use.Day >= today)],
            Reservations = [.. Reservations.Except(over)],
        };
    }

    /// <summary>What is still good of a lease whose claim is asked again; null when it has to be exchanged.</summary>
    private static SlotReservation? Remainder(SlotReservation held, SlotRequest request, DateTimeOffset now)
    {
        var late = now - held.From - held.Rest;
        var passed = late < TimeSpan.Zero ? 0 : held.Interval > TimeSpan.Zero ? (int)Math.Min(held.Count, (late / held.Interval) + 1) : held.Count;
        var from = held.At(passed);
        var count = Math.Min(Math.Min(held.Count - passed, request.Wanted), Fitting(from, held.Interval, request.Until));
        return count > 0 && from >= request.Earliest ? held with { From = from, Count = count } : null;
    }

    /// <summary>
    /// Another place for a lease that has passed or must be later. What is refused is given back when it lies ahead; what has passed may have been
    /// used in part before its holder's memory was lost, so it stays, counted, for the next time its claim is asked.
    /// </summary>
    private (SendQuota After, SlotResult Answer) Exchange(SlotReservation held, SlotRequest request, DateTimeOffset now)
    {
        var hasPassed = held.From <= now;
        var (after, answer) = Drop(held).Offer(request with { Wanted = Math.Min(request.Wanted, held.Count) }, now);
        return answer switch
        {
            SlotResult.Deferred => (hasPassed ? this : after, answer),
            SlotResult.Granted granted when hasPassed && granted.Reservation.Day != held.Day => (after.Count(held.Day, held.Count), answer),
            _ => (after, answer),
        };
    }

    private (SendQuota After, SlotResult Answer) Offer(SlotRequest request, DateTimeOffset now)
    {
        var room = MakeRoom(now);
        if (room.Reservations.Count >= MaxLeases)
        {
            return (room, new SlotResult.Deferred(room.Reservations[0].End, request.Bound));
        }

        var (from, end) = room.FirstGap(Later(now, request.Earliest), request.Interval);
        if (from >= request.Until)
        {
            return (room, new SlotResult.Deferred(from, request.Bound));
        }

        var (day, tomorrow) = (request.Zone.DayOf(from), request.Zone.NextStartOf(from));
        var left = request.DailyLimit is { } limit ? limit - room.UsedOn(day) : request.Wanted;
        if (left <= 0)
        {
            return (room, new SlotResult.Deferred(tomorrow, QuotaBound.DailyLimit));
        }

        var interval = request.Spacing > request.Interval ? request.Spacing : request.Interval;
        var fitting = Math.Min(
            Fitting(from, interval, request.Until < tomorrow ? request.Until : tomorrow),
            // The rest after the last slot must be over before the next lease begins.
            end is { } next ? Fitting(from, interval, next - request.Interval + OneTick) : int.MaxValue);
        var lease = new SlotReservation(
            request.Holder, request.Claim, from, interval, request.Interval, Math.Min(Math.Min(request.Wanted, left), fitting), day);
        return (room.Add(lease), new SlotResult.Granted(lease));
    }
}
