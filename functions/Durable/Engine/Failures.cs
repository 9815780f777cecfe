using Wire = CampaignTasks.Durable.Protocol;

namespace CampaignTasks.Durable.Engine;

/// <summary>Failures between their two shapes: the public record and the message.</summary>
internal static class Failures
{
    /// <summary>Stands in where a host reports a failure without saying why.</summary>
    private static readonly TaskFailureDetails Unexplained =
        new(TaskFailureDetails.UnexplainedError, "The host gave no details. The task may not be registered there, or the child was terminated.");

    public static TaskFailureDetails FromWire(Wire.TaskFailureDetails? failure) =>
        failure is null ? Unexplained : FromWireOrNull(failure)!;

    public static Wire.TaskFailureDetails ToWire(TaskFailureDetails failure) => new()
    {
        ErrorType = failure.ErrorType,
        ErrorMessage = failure.ErrorMessage,
        StackTrace = failure.StackTrace,
        InnerFailure = failure.InnerFailure is { } inner ? ToWire(inner) : null,
        IsNonRetriable = failure.IsNonRetriable,
    };

    public static Wire.TaskFailureDetails ToWire(Exception failure) => ToWire(TaskFailureDetails.FromException(failure));

    private static TaskFailureDetails? FromWireOrNull(Wire.TaskFailureDetails? failure) => failure is null ? null : new(
        failure.ErrorType,
        failure.ErrorMessage,
        failure.StackTrace,
        FromWireOrNull(failure.InnerFailure),
        failure.IsNonRetriable);
}
