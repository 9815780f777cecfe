namespace CampaignTasks.Domain.Quotas;

/// <summary>The answer of a quota to a <see cref="SlotRequest"/>.</summary>
public abstract record SlotResult
{
    private SlotResult() { }

    /// <summary>
    /// The slots are the holder's. They may lie ahead: a holder that waits for them elsewhere returns shortly before the first one, with
    /// the same claim. A slot is good until its rest is over; after that a new one has to be requested.
    /// </summary>
    public sealed record Granted(SlotReservation Reservation) : SlotResult;

    /// <summary>Nothing is reserved: request again then.</summary>
    /// <param name="At">When a slot may be free.</param>
    /// <param name="Bound">The limit that has been reached.</param>
    public sealed record Deferred(DateTimeOffset At, QuotaBound Bound) : SlotResult;
}
