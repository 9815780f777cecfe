using System.Diagnostics;
using CampaignTasks.Durable.Engine;
using CampaignTasks.Durable.Protocol;
using Google.Protobuf;

namespace CampaignTasks.Durable;

/// <summary>
/// Runs one turn of an orchestration for hosts that deliver it as bytes. Total: whatever goes wrong is said in the answer, which is never
/// empty. Thread safe.
/// </summary>
public sealed class OrchestrationRunner
{
    // Hosts do not read it, but take an answer without any field for none.
    private const string NoInstance = "-";

    private readonly OrchestrationExecutor _executor;

    internal OrchestrationRunner(OrchestrationExecutor executor) => _executor = executor;

    /// <summary>
    /// An answer that asks the Durable Functions extension to deliver the turn again, for trouble that is not the orchestration's. The extension
    /// takes a failure caused by exhausted memory for the worker's and not the orchestrator's; it looks for it as the cause, later versions also on top.
    /// </summary>
    public static byte[] Redeliver()
    {
        var exhausted = new TaskFailureDetails(typeof(OutOfMemoryException).FullName!, "The turn could not be run here; it is to be delivered again.");
        var details = Failures.ToWire(exhausted with { InnerFailure = exhausted });
        return new OrchestratorResponse
        {
            InstanceId = NoInstance,
            Actions =
            {
                new OrchestratorAction
                {
                    CompleteOrchestration = new() { OrchestrationStatus = OrchestrationStatus.Failed, Result = exhausted.ErrorMessage, FailureDetails = details },
                },
            },
        }.ToByteArray();
    }

    /// <summary>Runs a turn.</summary>
    /// <param name="request">A Durable Task protocol <c>OrchestratorRequest</c>.</param>
    /// <returns>The <c>OrchestratorResponse</c>. For bytes that are no request: one that fails the instance.</returns>
    public byte[] Run(ReadOnlySpan<byte> request)
    {
        OrchestratorRequest parsed;
        try
        {
            parsed = OrchestratorRequest.Parser.ParseFrom(request);
        }
        catch (InvalidProtocolBufferException unreadable)
        {
            return OrchestrationExecutor.Failed(NoInstance, unreadable).ToByteArray();
        }

        // In the trace of whoever started the instance, where the host carries it along; else in that of the request which delivers the turn.
        var start = StartOf(parsed);
        var caller = start?.ParentTraceContext is { } trace ? TraceContexts.Parse(trace) : Activity.Current?.Context ?? default;
        using var span = Telemetry.StartTurn(start?.Name ?? NoInstance, parsed.InstanceId, caller);
        var response = _executor.Execute(parsed);

        // Not the span's own context: a turn that is delivered twice is answered alike.
        TraceContexts.Carry(start?.ParentTraceContext, response);
        if (response.InstanceId.Length == 0) response.InstanceId = NoInstance;
        return response.ToByteArray();
    }

    /// <summary>Runs a turn that is delivered as base64, as the Functions host does.</summary>
    /// <param name="base64Request">The request.</param>
    /// <returns>The response, in padded base64 without line breaks.</returns>
    public string Run(string base64Request)
    {
        ArgumentNullException.ThrowIfNull(base64Request);
        byte[] request;
        try
        {
            request = Convert.FromBase64String(base64Request);
        }
        catch (FormatException unreadable)
        {
            return Convert.ToBase64String(OrchestrationExecutor.Failed(NoInstance, unreadable).ToByteArray());
        }

        return Convert.ToBase64String(Run(request));
    }

    private static ExecutionStartedEvent? StartOf(OrchestratorRequest request) =>
        (request.PastEvents.FirstOrDefault(e => e.ExecutionStarted is not null) ?? request.NewEvents.FirstOrDefault(e => e.ExecutionStarted is not null))?.ExecutionStarted;
}
