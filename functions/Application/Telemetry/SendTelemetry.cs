using System.Diagnostics;
using System.Diagnostics.Metrics;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Telemetry;

/// <summary>
/// The traces and metrics of sending, of the activity source and the meter named <see cref="Name"/>. Nothing is measured without a
/// listener, and nothing is kept per message. Tags are channels, providers and outcomes: never a tenant, an address or anything else of
/// unbounded number.
/// </summary>
internal static class SendTelemetry
{
    public const string Name = "CampaignTasks";

    private static readonly ActivitySource Spans = new(Name);
    private static readonly Meter Instruments = new(Name);

    // From a message in the same batch to the next day's window.
    private static readonly InstrumentAdvice<double> Waits = new()
    {
        HistogramBucketBoundaries = [0.01, 0.1, 1, 5, 30, 60, 300, 1800, 3600, 21600, 86400],
    };

    private static readonly InstrumentAdvice<double> Answers = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private static readonly Counter<long> Settled = Instruments.CreateCounter<long>(
        "campaigntasks.messages",
        "{message}",
        "Messages that have their outcome in the ledger."
    );

    private static readonly Histogram<double> Lateness = Instruments.CreateHistogram<double>(
        "campaigntasks.message.lateness",
        "s",
        "Time from a message's slot to its request.",
        advice: Waits
    );

    private static readonly Histogram<double> RunLateness = Instruments.CreateHistogram<double>(
        "campaigntasks.run.lateness",
        "s",
        "Time from a planned occurrence to the start of its run.",
        advice: Waits
    );

    private static readonly Histogram<double> RequestDuration = Instruments.CreateHistogram<double>(
        "campaigntasks.provider.request.duration",
        "s",
        "Time of an attempt at a provider.",
        advice: Answers
    );

    private static readonly Counter<long> Throttles = Instruments.CreateCounter<long>(
        "campaigntasks.provider.throttles",
        "{response}",
        "Responses of providers that ask to slow down."
    );

    private static readonly Counter<long> Evaluations = Instruments.CreateCounter<long>(
        "campaigntasks.eligibility.evaluations",
        "{evaluation}",
        "Evaluations of a message's eligibility."
    );

    /// <summary>Gets whether settlements are counted.</summary>
    public static bool CountsMessages => Settled.Enabled;

    /// <summary>Gets whether attempts are timed.</summary>
    public static bool TimesRequests => RequestDuration.Enabled;

    /// <summary>Starts the span of processing a page; null outside a recorded trace.</summary>
    public static Activity? StartPage(Run run, int lane, LedgerPage page) =>
        Activity.Current is { Recorded: true }
            ? Spans
                .StartActivity("send page")
                ?.SetTag("campaigntasks.run.id", run.Id.ToString())
                .SetTag("campaigntasks.lane", lane)
                .SetTag("campaigntasks.page", page.Number)
            : null;

    /// <summary>Starts the span of an attempt; null outside a recorded trace.</summary>
    public static Activity? StartAttempt(MessageId message, string channel, string provider) =>
        Activity.Current is { Recorded: true }
            ? Spans
                .StartActivity($"send {channel}", ActivityKind.Client)
                ?.SetTag("campaigntasks.message.id", message.ToString())
                .SetTag("campaigntasks.channel", channel)
                .SetTag("campaigntasks.provider", provider)
            : null;

    public static void RecordAttempt(Activity? span, string channel, string provider, SendOutcome outcome, TimeSpan took)
    {
        var outcomeName = OutcomeName(outcome);
        span?.SetTag("campaigntasks.outcome", outcomeName);
        if (outcome is not SendOutcome.Accepted)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }

        RequestDuration.Record(took.TotalSeconds, new("channel", channel), new("provider", provider), new("outcome", outcomeName));
        if (outcome is SendOutcome.Throttled)
        {
            Throttles.Add(1, new("channel", channel), new KeyValuePair<string, object?>("provider", provider));
        }
    }

    public static void RecordLateness(string channel, string provider, TimeSpan late)
    {
        if (Lateness.Enabled)
        {
            Lateness.Record(Math.Max(0, late.TotalSeconds), new("channel", channel), new("provider", provider));
        }
    }

    public static void RecordRunLateness(TimeSpan late) => RunLateness.Record(Math.Max(0, late.TotalSeconds));

    public static void RecordEligibility(string channel, string result, string reason) =>
        Evaluations.Add(1, new("channel", channel), new("result", result), new("reason", reason));

    public static void RecordOutcome(string channel, string provider, MessageState state, int messages) =>
        Settled.Add(messages, new("channel", channel), new("provider", provider), new("outcome", OutcomeName(state)));

    private static string OutcomeName(MessageState state) =>
        state switch
        {
            MessageState.Failed => "failed",
            MessageState.Skipped => "skipped",
            MessageState.Canceled => "canceled",
            MessageState.Unknown => "unknown",
            _ => "sent",
        };

    private static string OutcomeName(SendOutcome outcome) =>
        outcome switch
        {
            SendOutcome.Accepted => "accepted",
            SendOutcome.Rejected => "rejected",
            SendOutcome.Throttled => "throttled",
            SendOutcome.Transient => "transient",
            SendOutcome.Misconfigured => "misconfigured",
            _ => "unknown",
        };
}
