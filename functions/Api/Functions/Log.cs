namespace CampaignTasks.Api.Functions;

/// <summary>The log messages of functions. Ids 4600 to 4699.</summary>
internal static partial class Log
{
    [LoggerMessage(4600, LogLevel.Error, "Timer function {Function} failed at its tick of {ScheduledAt}.")]
    public static partial void TimerFailed(this ILogger logger, Exception exception, string function, DateTimeOffset scheduledAt);

    [LoggerMessage(4601, LogLevel.Warning, "The mark of timer function {Function} could not be read or stored.")]
    public static partial void TimerMarkFailed(this ILogger logger, Exception exception, string function);

    [LoggerMessage(4630, LogLevel.Warning, "Message {MessageId} of queue {Queue} failed at attempt {Attempt}; it will be delivered again.")]
    public static partial void MessageFailed(this ILogger logger, Exception exception, string messageId, string queue, long attempt);

    [LoggerMessage(
        4631,
        LogLevel.Error,
        "Message {MessageId} of queue {Queue} was given up after {Attempts} attempts and moved to the poison queue."
    )]
    public static partial void MessageGivenUp(this ILogger logger, Exception? exception, string messageId, string queue, long attempts);

    [LoggerMessage(4632, LogLevel.Warning, "Queue {Queue} could not be reached; retrying.")]
    public static partial void QueueUnreachable(this ILogger logger, Exception exception, string queue);
}
