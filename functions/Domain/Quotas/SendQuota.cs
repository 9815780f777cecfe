using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Quotas;

/// <summary>
/// The allowance of an account, or of a task with pacing of its own: how much it may still send and when, as one record that all senders
/// share. Slots are reserved in the order of the requests, so holders that alternate get slots alternately, however long the pause is. A
/// slot is counted when it is reserved, once per claim. Immutable: every operation returns the quota after it; the same instance when
/// nothing changed.
/// </summary>
public sealed partial record SendQuota
{
    /// <summary>The most reservations kept. When all of them lie ahead, the next request is deferred until the first is over.</summary>
    public const int MaxReservations = 1_000;

    public static readonly SendQuota Empty = new();

    /// <summary>The end of the slots that are known to be used: no slot is reserved before it.</summary>
    public DateTimeOffset UsedUntil { get; init; }

    /// <summary>Today's use, and that of days to come of which slots are reserved.</summary>
    public IReadOnlyList<DayUse> Days { get; init; } = [];

    /// <summary>Slots that are reserved and not known to be used, by time. While the quota has an interval they never overlap.</summary>
    public IReadOnlyList<SlotReservation> Reservations { get; init; } = [];

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    public string? ETag { get; init; }

    /// <summary>The instant of the first free slot behind all reservations; there may be gaps before it.</summary>
    public DateTimeOffset NextFree => Reservations.Aggregate(UsedUntil, (end, reservation) => Later(end, reservation.End));

    /// <summary>Counts the slots of a local day that are used or reserved.</summary>
    public int UsedOn(LocalDate day) => Days.FirstOrDefault(use => use.Day == day)?.Used ?? 0;

    /// <summary>
    /// Reserves slots at the first free place not before <paramref name="now"/>: as many as are wanted, as the day's limit leaves, and as
    /// lie on one day, before the window's close and before the next reservation. A holder that repeats its reservation's claim gets that
    /// reservation; slots of it that have passed are exchanged for new ones without being counted again on the same day, and a request for
    /// fewer releases the rest.
    /// </summary>
    public (SendQuota After, SlotResult Answer) Reserve(SlotRequest request, DateTimeOffset now)
    {
        var today = Forget(now, request.Zone);
        return today.ReservationOf(request.Holder) is not { } held ? today.ReserveNew(request, now)
            : held.Claim != request.Claim ? today.Commit(request.Holder).ReserveNew(request, now)
            : Remainder(held, request, now) is { } kept ? (today.Replace(held, kept), new SlotResult.Granted(kept))
            : today.Exchange(held, request, now);
    }

    /// <summary>Commits the holder's slots as used: they stay counted.</summary>
    public SendQuota Commit(string holder) =>
        ReservationOf(holder) is { } reservation
            ? this with
            {
                UsedUntil = Later(UsedUntil, reservation.End),
                Reservations = Without(reservation),
            }
            : this;

    /// <summary>Releases the holder's reservation, of which nothing was used.</summary>
    public SendQuota Release(string holder) => ReservationOf(holder) is { } reservation ? Drop(reservation) : this;

    /// <summary>Releases the last <paramref name="unused"/> slots of the holder's reservation and commits the others.</summary>
    public SendQuota Release(string holder, int unused) =>
        ReservationOf(holder) switch
        {
            null => this,
            var reservation when unused >= reservation.Count => Drop(reservation),
            var reservation => Replace(reservation, reservation with { Count = reservation.Count - Math.Max(0, unused) }).Commit(holder),
        };

    /// <summary>Finds the holder's reservation; null when it has none.</summary>
    public SlotReservation? ReservationOf(string holder) => Reservations.FirstOrDefault(reservation => reservation.Holder == holder);

    /// <summary>
    /// Forgets days that are over, with their reservations. No slot is reserved there again, even by a clock that goes back.
    /// </summary>
    private SendQuota Forget(DateTimeOffset now, DateTimeZone zone)
    {
        var today = zone.DayOf(now);
        SlotReservation[] over = [.. Reservations.Where(reservation => reservation.Day < today)];
        if (over.Length is 0 && Days.All(use => use.Day >= today))
        {
            return this;
        }

        return this with
        {
            UsedUntil = over.Aggregate(Later(UsedUntil, zone.StartOf(today)), (end, reservation) => Later(end, reservation.End)),
            Days = [.. Days.Where(use => use.Day >= today)],
            Reservations = [.. Reservations.Except(over)],
        };
    }

    /// <summary>
    /// Returns the part of a reservation that is still good when its claim is requested again; null when it has to be exchanged.
    /// </summary>
    private static SlotReservation? Remainder(SlotReservation held, SlotRequest request, DateTimeOffset now)
    {
        var late = now - held.From - held.Rest;
        var passed =
            late < TimeSpan.Zero ? 0
            : held.Interval > TimeSpan.Zero ? (int)Math.Min(held.Count, (late / held.Interval) + 1)
            : held.Count;
        var from = held.At(passed);
        var count = Math.Min(Math.Min(held.Count - passed, request.Wanted), Fitting(from, held.Interval, request.Until));
        return count > 0 && from >= request.Earliest ? held with { From = from, Count = count } : null;
    }

    /// <summary>
    /// Exchanges a reservation that has passed or must be later. Where the request is deferred, a reservation that lies ahead is released;
    /// one that has passed may have been used in part before a crash of its holder, so it stays, counted, until its claim is requested
    /// again.
    /// </summary>
    private (SendQuota After, SlotResult Answer) Exchange(SlotReservation held, SlotRequest request, DateTimeOffset now)
    {
        var hasPassed = held.From <= now;
        var (after, answer) = Drop(held).ReserveNew(request with { Wanted = Math.Min(request.Wanted, held.Count) }, now);
        return answer switch
        {
            SlotResult.Deferred => (hasPassed ? this : after, answer),
            SlotResult.Granted granted when hasPassed && granted.Reservation.Day != held.Day => (after.Count(held.Day, held.Count), answer),
            _ => (after, answer),
        };
    }

    private (SendQuota After, SlotResult Answer) ReserveNew(SlotRequest request, DateTimeOffset now)
    {
        var room = MakeRoom(now);
        if (room.Reservations.Count >= MaxReservations)
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
            // The rest after the last slot must be over before the next reservation begins.
            end is { } next
                ? Fitting(from, interval, next - request.Interval + OneTick)
                : int.MaxValue
        );
        var reservation = new SlotReservation(
            request.Holder,
            request.Claim,
            from,
            interval,
            request.Interval,
            Math.Min(Math.Min(request.Wanted, left), fitting),
            day
        );
        return (room.Add(reservation), new SlotResult.Granted(reservation));
    }
}
