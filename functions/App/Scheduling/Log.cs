namespace CampaignTasks.App.Scheduling;

/// <summary>The log messages of the scheduler. Ids 4650 to 4699.</summary>
internal static partial class Log
{
    [LoggerMessage(4650, LogLevel.Warning, "The scheduler's lease could not be acquired or renewed; it is tried again.")]
    public static partial void LeaseUncertain(this ILogger logger, Exception exception);
}
