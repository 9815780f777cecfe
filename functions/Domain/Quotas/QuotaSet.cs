namespace CampaignTasks.Domain.Quotas;

/// <summary>Slots that several budgets must give together: an account's for all its tasks, and a task's own for all its accounts.</summary>
public static class QuotaSet
{
    // Each round the place moves later or the number gets smaller; far fewer are needed unless hundreds of leases interlock.
    private const int Rounds = 32;

    /// <summary>
    /// Takes the same slots from every budget: as far apart as the slowest wants it, at the first place free in all of them. What one gives beyond the
    /// others goes back to it; when one refuses, the others take back what they gave, and its refusal is the answer.
    /// </summary>
    /// <param name="budgets">The budgets.</param>
    /// <param name="requests">What each is asked, in the same order: one holder's one claim.</param>
    /// <param name="now">The time.</param>
    /// <returns>The budgets after it, in the same order; the lease is that of the budget whose slots are the latest.</returns>
    public static (IReadOnlyList<SendQuota> After, SlotResult Answer) Reserve(
        IReadOnlyList<SendQuota> budgets, IReadOnlyList<SlotRequest> requests, DateTimeOffset now)
    {
        var spacing = requests.Max(request => request.Interval);
        var (earliest, wanted) = (DateTimeOffset.MinValue, requests.Min(request => request.Wanted));
        SendQuota[] after = [.. budgets];
        var leases = new SlotReservation[after.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < after.Length; i++)
            {
                (after[i], var answer) = after[i].Reserve(requests[i] with { Spacing = spacing, Earliest = earliest, Wanted = wanted }, now);
                if (answer is not SlotResult.Granted granted)
                {
                    return (TakeBack(budgets, after, requests[i], except: i, now), answer);
                }

                leases[i] = granted.Reservation;
                wanted = granted.Reservation.Count;
            }

            // A slot that is a little late is still good: it is now.
            earliest = leases.Max(lease => Later(lease.From, now));
            if (leases.All(lease => lease.Count == wanted && Later(lease.From, now) == earliest))
            {
                return (after, new SlotResult.Granted(leases.MaxBy(lease => lease.From)!));
            }
        }

        return (TakeBack(budgets, after, requests[0], except: null, now), new SlotResult.Deferred(earliest, requests[0].Bound));
    }

    private static SendQuota[] TakeBack(IReadOnlyList<SendQuota> before, SendQuota[] after, SlotRequest request, int? except, DateTimeOffset now) =>
        [.. after.Select((budget, i) => i == except ? budget : TakeBack(before[i], budget, request, now))];

    /// <summary>A lease that had passed when its claim was asked again may have been used in part: it stays as it was.</summary>
    private static SendQuota TakeBack(SendQuota before, SendQuota after, SlotRequest request, DateTimeOffset now) =>
        before.ReservationOf(request.Holder) is { } held && held.Claim == request.Claim && held.From <= now ? before
        : after.ReservationOf(request.Holder)?.Claim == request.Claim ? after.Release(request.Holder)
        : after;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
