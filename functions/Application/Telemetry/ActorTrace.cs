using System.Diagnostics;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Telemetry;

/// <summary>Ties an actor of the audit log to the trace it works in.</summary>
internal static class ActorTrace
{
    /// <summary>The W3C trace id of the current span; null outside a trace.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? span.TraceId.ToString() : null;

    /// <summary>The actor with the id of the current trace.</summary>
    public static TaskActor WithCurrentTrace(this TaskActor actor) => actor with { TraceId = Current };
}
