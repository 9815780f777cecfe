using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CampaignTasks.Durable.Engine;

/// <summary>
/// What the engine tells whoever listens: the activity source and the meter are both named <see cref="Name"/>. Nothing is measured or made while
/// nobody does. Spans exist only inside of a trace that is recorded: the engine begins none for its own housekeeping.
/// </summary>
internal static class Telemetry
{
    public const string Name = "CampaignTasks.Durable";

    /// <summary>Why a turn that was due had not begun yet: no worker was free.</summary>
    public const string WaitedForWorker = "worker";

    /// <summary>Why a turn that was due had not begun yet: its timer rang late, or nobody was there to hear it.</summary>
    public const string WaitedForTimer = "timer";

    // Names come from callers: beyond so many different ones they are told as one, so that no series grow without bound.
    private const int MostNames = 200;
    private const string AnyOther = "_OTHER";

    private static readonly ActivitySource Spans = new(Name);
    private static readonly Meter Instruments = new(Name);
    private static readonly ConcurrentDictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase);

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600] };

    private static readonly Histogram<double> TurnDuration =
        Instruments.CreateHistogram<double>("campaigntasks.durable.turn.duration", "s", "Time from taking a turn to its commit.", advice: Seconds);

    private static readonly Histogram<double> TurnLag =
        Instruments.CreateHistogram<double>("campaigntasks.durable.turn.lag", "s", "Time from when a turn was due to its start.", advice: Seconds);

    private static readonly Histogram<double> ActivityDuration =
        Instruments.CreateHistogram<double>("campaigntasks.durable.activity.duration", "s", "Time an activity ran.", advice: Seconds);

    /// <summary>The span of a start that a client asks for, in the caller's trace; null when it is not recorded, or nobody called: housekeeping begins no trace.</summary>
    public static Activity? StartInstance(string orchestrator, string instanceId) =>
        Activity.Current is not { Recorded: true } ? null : Tagged(Spans.StartActivity($"start {orchestrator}", ActivityKind.Producer), "orchestration", orchestrator, instanceId);

    /// <summary>The span of a turn; null when its trace is not recorded.</summary>
    public static Activity? StartTurn(string orchestrator, string instanceId, ActivityContext parent) => IsRecorded(parent)
        ? Tagged(Spans.StartActivity($"turn {orchestrator}", ActivityKind.Internal, parent), "orchestration", orchestrator, instanceId)
        : null;

    /// <summary>The first span of a new trace, linked with the one before. It may be one that is not recorded: its context says so.</summary>
    public static Activity? StartTrace(string orchestrator, string instanceId, ActivityContext before)
    {
        if (!Spans.HasListeners()) return null;
        // Whoever has a current span becomes its child.
        Activity.Current = null;
        IEnumerable<ActivityLink> links = before == default ? [] : [new(before)];
        return Tagged(
            Spans.StartActivity(ActivityKind.Internal, default(ActivityContext), links: links, name: $"turn {orchestrator}"), "orchestration", orchestrator, instanceId);
    }

    /// <summary>The span of an activity's run; null when the trace of the turn that asked for it is not recorded.</summary>
    public static Activity? StartActivity(string activity, string instanceId, ActivityContext parent) => IsRecorded(parent)
        ? Tagged(Spans.StartActivity($"activity {activity}", ActivityKind.Internal, parent), "activity", activity, instanceId)
        : null;

    public static void TurnEnded(string orchestrator, bool isCommitted, TimeSpan took)
    {
        if (TurnDuration.Enabled)
            TurnDuration.Record(took.TotalSeconds, new("orchestrator", Bounded(orchestrator)), new("outcome", isCommitted ? "committed" : "repeated"));
    }

    public static void TurnBegan(string waitedFor, TimeSpan lag)
    {
        if (TurnLag.Enabled) TurnLag.Record(Math.Max(0, lag.TotalSeconds), new KeyValuePair<string, object?>("waited_for", waitedFor));
    }

    public static void ActivityEnded(string activity, string outcome, TimeSpan took)
    {
        if (ActivityDuration.Enabled) ActivityDuration.Record(took.TotalSeconds, new("activity", Bounded(activity)), new("outcome", outcome));
    }

    private static bool IsRecorded(ActivityContext context) => Spans.HasListeners() && context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);

    private static Activity? Tagged(Activity? span, string type, string name, string instanceId) => span
        ?.SetTag("durabletask.type", type)
        .SetTag("durabletask.task.name", name)
        .SetTag("durabletask.task.instance_id", instanceId);

    private static string Bounded(string name) =>
        Names.TryGetValue(name, out var known) ? known : Names.Count < MostNames ? Names.GetOrAdd(name, name) : AnyOther;
}
