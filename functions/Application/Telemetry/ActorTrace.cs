using System.Diagnostics;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Telemetry;

/// <summary>The current trace's id, for actors of the audit log.</summary>
internal static class ActorTrace
{
    /// <summary>Gets the W3C trace id of the current span; null outside a trace.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? span.TraceId.ToString() : null;

    /// <summary>Returns the actor with the id of the current trace.</summary>
    public static TaskActor WithCurrentTrace(this TaskActor actor) => actor with { TraceId = Current };
}
