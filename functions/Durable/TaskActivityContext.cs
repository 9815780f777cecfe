namespace CampaignTasks.Durable;

/// <summary>Who asked for this run of an activity.</summary>
public abstract class TaskActivityContext
{
    /// <summary>The activity's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The orchestration instance that scheduled the activity.</summary>
    public abstract string InstanceId { get; }

    /// <summary>
    /// Signalled when the host is stopping. An activity that gives up then is delivered again later; one that returns within
    /// <see cref="DurableHubOptions.DrainTimeout"/> has done its part, so that it can finish what it must not leave half done.
    /// Differs from Microsoft.DurableTask, which has no such token.
    /// </summary>
    public abstract CancellationToken CancellationToken { get; }
}
