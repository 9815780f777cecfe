using Microsoft.Extensions.Logging;

namespace CampaignTasks.Durable;

/// <summary>What the engine says, 1000 to 1999: facts and ids, never payloads.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "Hub {Hub} is owned by this process, epoch {Epoch}.")]
    public static partial void LeaseAcquired(this ILogger logger, string hub, long epoch);

    [LoggerMessage(1001, LogLevel.Information, "Hub {Hub} is owned by process {ProcessId} on {Machine}; this process stands by.")]
    public static partial void StandingBy(this ILogger logger, string hub, int processId, string machine);

    [LoggerMessage(1002, LogLevel.Warning, "Hub {Hub} lost its lease in epoch {Epoch}; its work was dropped and the next owner derives it again.")]
    public static partial void LeaseLost(this ILogger logger, string hub, long epoch);

    [LoggerMessage(1003, LogLevel.Information, "Hub {Hub} released its lease of epoch {Epoch}.")]
    public static partial void LeaseReleased(this ILogger logger, string hub, long epoch);

    [LoggerMessage(1004, LogLevel.Warning, "The lease of hub {Hub} was not renewed, the next attempt follows.")]
    public static partial void LeaseNotRenewed(this ILogger logger, Exception exception, string hub);

    [LoggerMessage(1005, LogLevel.Warning, "Storage of hub {Hub} did not answer as it should; the next attempt follows in {Wait}.")]
    public static partial void StorageTrouble(this ILogger logger, Exception exception, string hub, TimeSpan wait);

    [LoggerMessage(1010, LogLevel.Information, "Recovery in epoch {Epoch} found {Busy} busy instances, {Waiting} that are due soon and {Messages} messages.")]
    public static partial void Recovered(this ILogger logger, long epoch, int busy, int waiting, int messages);

    [LoggerMessage(1020, LogLevel.Debug, "A turn of instance {InstanceId} found another version in storage and is read again.")]
    public static partial void TurnConflicted(this ILogger logger, string instanceId);

    [LoggerMessage(1021, LogLevel.Warning, "A turn of instance {InstanceId} was not committed; the next attempt follows in {Wait}.")]
    public static partial void TurnFailed(this ILogger logger, Exception exception, string instanceId, TimeSpan wait);

    [LoggerMessage(1022, LogLevel.Error, "Instance {InstanceId} cannot be read and is left alone for {Wait}; others go on.")]
    public static partial void InstancePoisoned(this ILogger logger, Exception exception, string instanceId, TimeSpan wait);

    [LoggerMessage(1023, LogLevel.Warning, "Instance {InstanceId} belongs to epoch {Found}, this owner is of epoch {Epoch}.")]
    public static partial void Fenced(this ILogger logger, string instanceId, long found, long epoch);

    [LoggerMessage(1024, LogLevel.Information, "Instance {InstanceId} of {Orchestrator} finished as {Status}.")]
    public static partial void InstanceFinished(this ILogger logger, string instanceId, string orchestrator, OrchestrationRuntimeStatus status);

    [LoggerMessage(1025, LogLevel.Warning, "Instance {InstanceId} could not start the child {ChildId}: the id is in use.")]
    public static partial void ChildRefused(this ILogger logger, string instanceId, string childId);

    [LoggerMessage(1030, LogLevel.Warning, "Activity {Activity} of instance {InstanceId} failed as {ErrorType}.")]
    public static partial void ActivityFailed(this ILogger logger, string activity, string instanceId, string errorType);
}
