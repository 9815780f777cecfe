namespace CampaignTasks.App.Functions;

/// <summary>What happened to functions. Ids 4600 to 4699.</summary>
internal static partial class Log
{
    [LoggerMessage(4600, LogLevel.Error, "Timer function {Function} failed at its tick of {ScheduledAt}.")]
    public static partial void TimerFailed(this ILogger logger, Exception exception, string function, DateTimeOffset scheduledAt);

    [LoggerMessage(4601, LogLevel.Warning, "The mark of timer function {Function} could not be read or stored.")]
    public static partial void TimerMarkFailed(this ILogger logger, Exception exception, string function);

    [LoggerMessage(4610, LogLevel.Error, "A turn of {Orchestrator} could not be run; the host was asked to deliver it again.")]
    public static partial void TurnBroke(this ILogger logger, Exception exception, string orchestrator);

    [LoggerMessage(4611, LogLevel.Error, "Function {Function} failed; its host was told so.")]
    public static partial void InvocationFailed(this ILogger logger, Exception exception, string function);

    [LoggerMessage(4612, LogLevel.Warning, "Activity {Activity} failed as {ErrorType}.")]
    public static partial void ActivityFailed(this ILogger logger, string activity, string errorType);

    [LoggerMessage(4620, LogLevel.Information, "Orchestrations are managed at {Address}.")]
    public static partial void ManagementLearned(this ILogger logger, string address);

    [LoggerMessage(4621, LogLevel.Warning, "The note of where orchestrations are managed does not open with this key.")]
    public static partial void ManagementUnreadable(this ILogger logger, Exception exception);

    [LoggerMessage(4630, LogLevel.Warning, "Message {MessageId} of queue {Queue} failed at attempt {Attempt}; it comes again.")]
    public static partial void MessageFailed(this ILogger logger, Exception exception, string messageId, string queue, long attempt);

    [LoggerMessage(4631, LogLevel.Error, "Message {MessageId} of queue {Queue} was given up after {Attempts} attempts and moved to the poison queue.")]
    public static partial void MessageGivenUp(this ILogger logger, Exception? exception, string messageId, string queue, long attempts);

    [LoggerMessage(4632, LogLevel.Warning, "Queue {Queue} did not answer as it should; it is asked again.")]
    public static partial void QueueTrouble(this ILogger logger, Exception exception, string queue);
}
