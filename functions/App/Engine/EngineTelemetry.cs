using System.Diagnostics.Metrics;

namespace CampaignTasks.App.Engine;

/// <summary>The metrics of the engine's work in this process. Nothing is measured without a listener; spans are the engine's own.</summary>
internal sealed class EngineTelemetry : IDisposable
{
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private readonly Meter _meter = new("CampaignTasks.Durable");
    private readonly Histogram<double> _turns;
    private readonly Histogram<double> _activities;

    public EngineTelemetry(ActivitiesUnderWay underWay)
    {
        _turns = _meter.CreateHistogram(
            "campaigntasks.durable.turn.duration",
            "s",
            "Time a turn of an orchestration ran.",
            advice: Seconds
        );
        _activities = _meter.CreateHistogram("campaigntasks.durable.activity.duration", "s", "Time an activity ran.", advice: Seconds);
        _meter.CreateObservableGauge(
            "campaigntasks.hub.activities.open",
            () => underWay.Count,
            "{activity}",
            "Activities that run in this process."
        );
    }

    public void TurnEnded(string orchestrator, TimeSpan took) =>
        _turns.Record(took.TotalSeconds, new KeyValuePair<string, object?>("orchestrator", orchestrator));

    public void ActivityEnded(string activity, string outcome, TimeSpan took) =>
        _activities.Record(took.TotalSeconds, new("activity", activity), new("outcome", outcome));

    public void Dispose() => _meter.Dispose();
}
