namespace CampaignTasks.Domain.Quotas;

/// <summary>
/// The reservation of slots of several quotas together: an account's for all its tasks, and a task's own for all its accounts.
/// </summary>
public static class QuotaSet
{
    // Each round the place moves later or the number gets smaller; far fewer are needed unless hundreds of reservations overlap.
    private const int Rounds = 32;

    /// <summary>
    /// Reserves the same slots of every quota: as far apart as the slowest requires, at the first place that is free in all of them. Slots
    /// that only some have are released; when one defers the request, the others release theirs, and its answer is returned.
    /// </summary>
    /// <param name="quotas">The quotas.</param>
    /// <param name="requests">The request to each, in the same order, for the same claim of the same holder.</param>
    /// <param name="now">The time.</param>
    /// <returns>The quotas after it, in the same order; the reservation is that of the quota whose slots are the latest.</returns>
    public static (IReadOnlyList<SendQuota> After, SlotResult Answer) Reserve(
        IReadOnlyList<SendQuota> quotas,
        IReadOnlyList<SlotRequest> requests,
        DateTimeOffset now
    )
    {
        var spacing = requests.Max(request => request.Interval);
        var (earliest, wanted) = (DateTimeOffset.MinValue, requests.Min(request => request.Wanted));
        SendQuota[] after = [.. quotas];
        var reservations = new SlotReservation[after.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < after.Length; i++)
            {
                var request = requests[i] with { Spacing = spacing, Earliest = earliest, Wanted = wanted };
                (after[i], var answer) = after[i].Reserve(request, now);
                if (answer is not SlotResult.Granted granted)
                {
                    return (Release(quotas, after, requests[i], except: i, now), answer);
                }

                reservations[i] = granted.Reservation;
                wanted = granted.Reservation.Count;
            }

            // A slot that is a little late is still good: it is now.
            earliest = reservations.Max(reservation => Later(reservation.From, now));
            if (reservations.All(reservation => reservation.Count == wanted && Later(reservation.From, now) == earliest))
            {
                return (after, new SlotResult.Granted(reservations.MaxBy(reservation => reservation.From)!));
            }
        }

        return (Release(quotas, after, requests[0], except: null, now), new SlotResult.Deferred(earliest, requests[0].Bound));
    }

    private static SendQuota[] Release(
        IReadOnlyList<SendQuota> before,
        SendQuota[] after,
        SlotRequest request,
        int? except,
        DateTimeOffset now
    ) => [.. after.Select((quota, i) => i == except ? quota : Release(before[i], quota, request, now))];

    /// <summary>
    /// Releases what was reserved; a reservation that had passed when its claim was requested again may have been used in part and stays.
    /// </summary>
    private static SendQuota Release(SendQuota before, SendQuota after, SlotRequest request, DateTimeOffset now) =>
        before.ReservationOf(request.Holder) is { } held && held.Claim == request.Claim && held.From <= now ? before
        : after.ReservationOf(request.Holder)?.Claim == request.Claim ? after.Release(request.Holder)
        : after;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
