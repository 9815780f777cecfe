namespace CampaignTasks.Durable;

/// <summary>A failure as data: what crosses the wire and stays in history in place of an exception.</summary>
/// <param name="ErrorType">The full .NET type name of the exception, or a word of the engine (such as <c>ActivityTaskNotFound</c>).</param>
/// <param name="ErrorMessage">The message.</param>
/// <param name="StackTrace">Where it was thrown, if known.</param>
/// <param name="InnerFailure">The cause, if any.</param>
/// <param name="IsNonRetriable">True if no retry can help; retry policies stop at it. Default false.</param>
public sealed record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace = null,
    TaskFailureDetails? InnerFailure = null,
    bool IsNonRetriable = false)
{
    /// <summary>
    /// The <see cref="ErrorType"/> where the host ended a task without saying why: its process died in the middle of a turn, the task is not registered, or
    /// somebody terminated it.
    /// </summary>
    public const string UnexplainedError = "Unknown";

    /// <summary>True where the host ended the task without saying why; see <see cref="UnexplainedError"/>. The task itself may be in order.</summary>
    public bool IsUnexplained => ErrorType is UnexplainedError;

    /// <summary>
    /// The details of an exception and its inner ones. A <see cref="TaskFailedException"/> contributes its own
    /// <see cref="TaskFailedException.FailureDetails"/> as the inner failure, so a chain through children stays whole.
    /// </summary>
    /// <param name="exception">The exception.</param>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var inner = exception switch
        {
            TaskFailedException failed => failed.FailureDetails,
            { InnerException: { } cause } => FromException(cause),
            _ => null,
        };
        return new(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner);
    }

    /// <summary>
    /// Tells whether the failure was an exception of exactly this type; <c>IsCausedBy&lt;Exception&gt;()</c> is always true. Inner failures
    /// are not looked at.
    /// </summary>
    /// <remarks>
    /// Differs from Microsoft.DurableTask, which loads the type by name and also accepts base types: that needs reflection over names.
    /// </remarks>
    /// <typeparam name="TException">The exception type.</typeparam>
    public bool IsCausedBy<TException>()
        where TException : Exception =>
        typeof(TException) == typeof(Exception) || string.Equals(ErrorType, typeof(TException).ToString(), StringComparison.Ordinal);

    /// <summary>The type and message, without the stack.</summary>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
