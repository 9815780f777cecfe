using CampaignTasks.Durable.Protocol;

namespace CampaignTasks.Durable.Engine;

/// <summary>How an execution ends; there is at most one of these.</summary>
/// <param name="Status">The status word.</param>
/// <param name="Result">Output, next input, reason or message, as the status has it.</param>
/// <param name="Failure">The failure of a failed one.</param>
/// <param name="SendsPending">Whether what was asked for in this turn is still sent.</param>
/// <param name="Carry">Events for the next execution.</param>
internal sealed record Completion(
    OrchestrationStatus Status,
    string? Result,
    Protocol.TaskFailureDetails? Failure = null,
    bool SendsPending = true,
    List<HistoryEvent>? Carry = null)
{
    /// <summary>The error type of an instance whose orchestrator nobody registered.</summary>
    public const string NotFoundError = "OrchestratorTaskNotFound";

    public bool Continues => Status is OrchestrationStatus.ContinuedAsNew;

    public static Completion Completed(string? output) => new(OrchestrationStatus.Completed, output);

    public static Completion ContinuedAsNew(string? input, List<HistoryEvent>? carry) =>
        new(OrchestrationStatus.ContinuedAsNew, input, Carry: carry);

    /// <summary>Nothing new is started for an instance that is ended from outside.</summary>
    public static Completion Terminated(string? output) => new(OrchestrationStatus.Terminated, output, SendsPending: false);

    /// <summary>The orchestrator threw: what it asked for before is still sent.</summary>
    public static Completion Failed(Exception failure) =>
        new(OrchestrationStatus.Failed, failure.Message, Failures.ToWire(failure));

    /// <summary>Nobody registered the orchestrator.</summary>
    public static Completion NotFound(string name)
    {
        var message = $"No orchestrator named '{name}' is registered.";
        return new(OrchestrationStatus.Failed, message, new() { ErrorType = NotFoundError, ErrorMessage = message, IsNonRetriable = true });
    }

    /// <summary>The turn itself cannot be trusted: nothing of it is sent.</summary>
    public static Completion Broken(Exception failure) => Failed(failure) with { SendsPending = false };

    public OrchestratorAction ToAction(int id)
    {
        var completion = new CompleteOrchestrationAction { OrchestrationStatus = Status, Result = Result, FailureDetails = Failure };
        if (Carry is not null) completion.CarryoverEvents.AddRange(Carry);
        return new() { Id = id, CompleteOrchestration = completion };
    }
}
