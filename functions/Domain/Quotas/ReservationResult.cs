namespace CampaignTasks.Domain.Quotas;

/// <summary>What a budget answers.</summary>
public abstract record ReservationResult
{
    private ReservationResult() { }

    /// <summary>
    /// The slots are the holder's. They may lie ahead: who waits for them elsewhere comes back shortly before the first one, with the same claim.
    /// A slot is good until its rest is over; who comes later than that queues up anew.
    /// </summary>
    public sealed record Granted(SlotReservation Reservation) : ReservationResult;

    /// <summary>Nothing is reserved: ask again then.</summary>
    /// <param name="At">When a slot may be had.</param>
    /// <param name="Bound">What is in the way.</param>
    public sealed record NotBefore(DateTimeOffset At, QuotaBound Bound) : ReservationResult;
}
