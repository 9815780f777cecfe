using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CampaignTasks.Storage.Connection;

/// <summary>
/// The traces and metrics of storage: the activity source and the meter named <see cref="Name"/>.
/// </summary>
internal static class Telemetry
{
    public const string Name = "CampaignTasks.Storage";

    private static readonly ActivitySource Spans = new(Name);
    private static readonly Meter Instruments = new(Name);

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private static readonly Histogram<double> RequestDuration = Instruments.CreateHistogram<double>(
        "campaigntasks.storage.request.duration",
        "s",
        "Time from a request to storage to its answer; each try counts.",
        advice: Seconds
    );

    /// <summary>True when a request has to be observed.</summary>
    public static bool IsHeard => RequestDuration.Enabled || (Spans.HasListeners() && Activity.Current is { Recorded: true });

    /// <summary>Starts the span of a request; null outside a recorded trace, so that housekeeping begins no traces.</summary>
    public static Activity? StartRequest(string method, string service, string host) =>
        Activity.Current is { Recorded: true }
            ? Spans
                .StartActivity($"{method} {service}", ActivityKind.Client)
                ?.SetTag("http.request.method", method)
                .SetTag("server.address", host)
                .SetTag("campaigntasks.storage.service", service)
            : null;

    /// <param name="service"><c>table</c>, <c>queue</c> or <c>blob</c>.</param>
    /// <param name="status">What was answered; null for no answer.</param>
    /// <param name="took">How long it took.</param>
    public static void RequestEnded(string service, int? status, TimeSpan took) =>
        RequestDuration.Record(took.TotalSeconds, new("service", service), new("outcome", OutcomeOf(status)));

    private static string OutcomeOf(int? status) =>
        status switch
        {
            null => "no_answer",
            < 400 => "ok",
            404 => "not_found",
            409 or 412 => "conflict",
            429 or 503 => "throttled",
            _ => "error",
        };
}
