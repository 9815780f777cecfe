using System.Diagnostics;
using System.Globalization;
using CampaignTasks.Durable.Protocol;

namespace CampaignTasks.Durable.Engine;

/// <summary>
/// The W3C trace context as the protocol carries it: from the start of an instance to its turns, its children and its activities. The time when the
/// trace began travels in the trace state, under a key of ours.
/// </summary>
internal static class TraceContexts
{
    private const string Began = "ctasks=";
    private const int LongestState = 400;

    /// <summary>The context of what a caller is doing; null when there is none.</summary>
    /// <param name="span">The caller's.</param>
    /// <param name="now">When the trace began, unless its state knows better.</param>
    public static TraceContext? Of(Activity? span, DateTimeOffset now)
    {
        if (span is not { IdFormat: ActivityIdFormat.W3C, Id: { } id }) return null;
        var (state, mark) = (span.TraceStateString, string.Create(CultureInfo.InvariantCulture, $"{Began}{now.ToUnixTimeSeconds()}"));
        return new()
        {
            TraceParent = id,
            TraceState = string.IsNullOrEmpty(state) || state.Length > LongestState ? mark : BeganAt(state) is null ? $"{mark},{state}" : state,
        };
    }

    /// <summary>The same trace, seen from one of its spans; without one, as it was.</summary>
    public static TraceContext? At(Activity? span, TraceContext? context) =>
        span?.Id is { } id && context is not null ? new() { TraceParent = id, TraceState = context.TraceState } : context;

    /// <summary>What the context says; nothing when it is missing or cannot be read.</summary>
    public static ActivityContext Parse(TraceContext? context) =>
        context is not null && ActivityContext.TryParse(context.TraceParent, context.TraceState, isRemote: true, out var parsed) ? parsed : default;

    /// <summary>
    /// Gives what a turn asks for the turn's context. Children have it always, for they go by it in turn; activities only where there is something
    /// to record.
    /// </summary>
    public static void Carry(TraceContext? context, OrchestratorResponse response)
    {
        if (context is null) return;
        var isRecorded = Parse(context).TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
        foreach (var action in response.Actions)
        {
            if (action.CreateSubOrchestration is { } child) child.ParentTraceContext ??= context;
            else if (isRecorded && action.ScheduleTask is { } task) task.ParentTraceContext ??= context;
        }
    }

    /// <summary>When the trace began; null when nobody noted it.</summary>
    public static DateTimeOffset? BeganAt(TraceContext? context) => BeganAt(context?.TraceState);

    private static DateTimeOffset? BeganAt(string? state)
    {
        foreach (var entry in state?.Split(',', StringSplitOptions.TrimEntries) ?? [])
            if (entry.StartsWith(Began, StringComparison.Ordinal)
                && int.TryParse(entry.AsSpan(Began.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                return DateTimeOffset.FromUnixTimeSeconds(seconds);
        return null;
    }
}
