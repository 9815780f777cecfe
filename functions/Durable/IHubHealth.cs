namespace CampaignTasks.Durable;

/// <summary>Tells how the embedded hub of this process is.</summary>
public interface IHubHealth
{
    /// <summary>A snapshot of this moment.</summary>
    HubHealth Current { get; }
}

/// <summary>What a hub is to its instances.</summary>
public enum HubRole
{
    /// <summary>Not started, or stopped.</summary>
    Stopped,

    /// <summary>Another process owns the hub, or storage does not answer; this one will take over when it can.</summary>
    Standby,

    /// <summary>This process runs the instances.</summary>
    Owner,
}

/// <summary>How a hub is.</summary>
/// <param name="Role">Owner or not.</param>
/// <param name="Epoch">The fencing epoch of this owner; 0 while not the owner.</param>
/// <param name="LoadedInstances">Instances in memory.</param>
/// <param name="WaitingTurns">Instances that wait for a worker.</param>
/// <param name="OpenActivities">Activities that run or wait to.</param>
/// <param name="PoisonedInstances">Instances that could not be read when last tried.</param>
/// <param name="Lag">How long the turn that began last had waited for its worker.</param>
/// <param name="LastError">The last storage trouble; null when there was none.</param>
/// <param name="LastErrorAt">When that was.</param>
public sealed record HubHealth(
    HubRole Role, long Epoch, int LoadedInstances, int WaitingTurns, int OpenActivities, int PoisonedInstances, TimeSpan Lag,
    string? LastError, DateTimeOffset? LastErrorAt);
