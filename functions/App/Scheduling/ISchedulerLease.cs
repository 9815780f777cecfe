namespace CampaignTasks.App.Scheduling;

/// <summary>Says which one of the processes calls timers and takes messages off queues. Thread-safe.</summary>
internal interface ISchedulerLease
{
    /// <summary>The number of this process' term of ownership, which is another for every term; null while it does not own.</summary>
    long? Term { get; }
}
