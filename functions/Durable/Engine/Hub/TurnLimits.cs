using System.Globalization;
using System.Text;
using CampaignTasks.Durable.Protocol;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>Replaces the answer of a turn that is too large to be stored by one that fails the instance and says why.</summary>
internal static class TurnLimits
{
    public const string ErrorType = "PayloadTooLarge";

    public static OrchestratorResponse Check(OrchestratorResponse response, bool mayContinue)
    {
        if (response.CustomStatus is { } status && Encoding.UTF8.GetByteCount(status) > HubLimits.CustomStatusBytes)
            return Fail(response, ErrorType, Text($"The custom status is over {HubLimits.CustomStatusBytes} bytes."), keepStatus: false);
        if (response.Actions.FirstOrDefault(action => action.CalculateSize() - Carried(action) > HubLimits.PayloadBytes + 1024) is { } large)
            return Fail(response, ErrorType, Text($"The payload of action {large.Id} is over {HubLimits.PayloadBytes} bytes. Pass a reference instead."));
        if (response.CalculateSize() > HubLimits.TurnBytes)
            return Fail(response, ErrorType, Text($"The actions of one turn are over {HubLimits.TurnBytes} bytes. Pass references instead."));
        return !mayContinue && response.Actions.Any(a => a.CompleteOrchestration?.OrchestrationStatus is OrchestrationStatus.ContinuedAsNew)
            ? Fail(response, "EndlessLoop", "The orchestrator continued as new 1,000 times without waiting for anything.")
            : response;
    }

    public static string? TooLarge(string? payload) => payload is not null && Encoding.UTF8.GetByteCount(payload) > HubLimits.PayloadBytes
        ? Text($"The payload is over {HubLimits.PayloadBytes} bytes. Pass a reference instead.")
        : null;

    private static int Carried(OrchestratorAction action) => action.CompleteOrchestration?.CarryoverEvents.Sum(e => e.CalculateSize()) ?? 0;

    private static OrchestratorResponse Fail(OrchestratorResponse response, string type, string message, bool keepStatus = true)
    {
        var failed = new OrchestratorResponse { InstanceId = response.InstanceId, CustomStatus = keepStatus ? response.CustomStatus : null };
        failed.Actions.Add(new OrchestratorAction
        {
            Id = response.Actions.Count == 0 ? 0 : response.Actions[0].Id,
            CompleteOrchestration = new()
            {
                OrchestrationStatus = OrchestrationStatus.Failed,
                Result = message,
                FailureDetails = new() { ErrorType = type, ErrorMessage = message, IsNonRetriable = true },
            },
        });
        return failed;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
