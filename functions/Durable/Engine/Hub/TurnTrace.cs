using System.Diagnostics;
using CampaignTasks.Durable.Protocol;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>
/// What is told of one turn: how long it took, and a span in the trace of whoever started the instance. It ends with the turn's commit. A turn
/// that was not committed says so, and is told again when it is taken again; what a turn replays is told by nobody.
/// </summary>
internal sealed class TurnTrace : IDisposable
{
    private readonly InstanceState _instance;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly Activity? _span;
    private Activity? _next;
    private bool _isCommitted;

    public TurnTrace(LoadedInstance instance, TimeProvider time)
    {
        (_instance, _time, _began) = (instance.State, time, time.GetTimestamp());
        var context = instance.Start.ExecutionStarted.ParentTraceContext;
        _span = Telemetry.StartTurn(_instance.Name, _instance.InstanceId, TraceContexts.Parse(context));
        Context = TraceContexts.At(_span, context);
    }

    /// <summary>Where what this turn begins belongs.</summary>
    public TraceContext? Context { get; private set; }

    /// <summary>
    /// Lets a generation begin a trace of its own, linked with the one before, when that is old: an instance may live for years, and no trace
    /// can be read that does.
    /// </summary>
    /// <param name="start">The generation's start, not stored yet.</param>
    /// <param name="now">The time of the turn.</param>
    /// <param name="longest">How old a trace may become.</param>
    public void Renew(HistoryEvent start, DateTimeOffset now, TimeSpan longest)
    {
        var before = start.ExecutionStarted.ParentTraceContext;
        if (TraceContexts.BeganAt(before) is not { } began || now - began < longest) return;
        if (Telemetry.StartTrace(_instance.Name, _instance.InstanceId, TraceContexts.Parse(before)) is not { } first) return;
        _next?.Dispose();
        _next = first;
        Context = start.ExecutionStarted.ParentTraceContext = TraceContexts.Of(first, now);
    }

    public void Committed() => _isCommitted = true;

    public void Dispose()
    {
        Telemetry.TurnEnded(_instance.Name, _isCommitted, _time.GetElapsedTime(_began));
        End(_next);
        End(_span);
    }

    private void End(Activity? span)
    {
        if (!_isCommitted) span?.SetStatus(ActivityStatusCode.Error, "The turn was not committed; it is taken again.");
        span?.Dispose();
    }
}
