namespace CampaignTasks.App.Scheduling;

/// <summary>The lease that decides which one of the processes calls timers and takes messages off queues. Thread-safe.</summary>
internal interface ISchedulerLease
{
    /// <summary>
    /// The number of this process's current term of ownership; every term has another number. Null while it does not own the lease.
    /// </summary>
    long? Term { get; }
}
