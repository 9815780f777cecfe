using Microsoft.Extensions.Logging;

namespace CampaignTasks.Worker;

/// <summary>The log messages of the worker. Ids 4700 to 4799.</summary>
internal static partial class Log
{
    [LoggerMessage(4700, LogLevel.Error, "The worker is not prepared yet and tries again: {Reason}")]
    public static partial void NotPrepared(this ILogger logger, Exception exception, string reason);

    [LoggerMessage(4701, LogLevel.Warning, "That timer function {Function} was called could not be stored.")]
    public static partial void CallNotMarked(this ILogger logger, Exception exception, string function);
}
