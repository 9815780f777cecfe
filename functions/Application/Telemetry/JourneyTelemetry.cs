using System.Diagnostics.Metrics;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Application.Telemetry;

/// <summary>
/// The metrics of journeys, of the meter named <see cref="SendTelemetry.Name"/>. Tags are outcomes and reasons: never a tenant, an
/// automation or anything else of unbounded number.
/// </summary>
internal static class JourneyTelemetry
{
    private static readonly Meter Instruments = new(SendTelemetry.Name);

    private static readonly Counter<long> Entered = Instruments.CreateCounter<long>(
        "campaigntasks.journeys.entered",
        "{journey}",
        "Journeys that began."
    );

    private static readonly Counter<long> Ended = Instruments.CreateCounter<long>(
        "campaigntasks.journeys.ended",
        "{journey}",
        "Journeys that ended."
    );

    private static readonly Counter<long> Steps = Instruments.CreateCounter<long>(
        "campaigntasks.journey.steps",
        "{step}",
        "Steps of journeys that were carried out."
    );

    // From the same turn to the end of a pause.
    private static readonly Histogram<double> Lateness = Instruments.CreateHistogram<double>(
        "campaigntasks.journey.lateness",
        "s",
        "Time from the instant at which a journey was due to its going on.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1, 5, 30, 60, 300, 1800, 3600, 21600, 86400] }
    );

    /// <summary>Counts what became of journeys of a page that is stored now.</summary>
    public static void RecordChanges(IReadOnlyList<(Journey? Before, Journey After)> changes, DateTimeOffset now)
    {
        foreach (var (before, after) in changes)
        {
            if (IsSeen(after) && !(before is not null && IsSeen(before)))
            {
                Entered.Add(1);
            }

            if (after.EndedAt is not null && after.Status != before?.Status && IsSeen(after))
            {
                Ended.Add(1, new("status", EnumNames.Of(after.Status)), new("reason", KindOf(after)));
            }

            foreach (var step in after.Steps.Skip(before?.Steps.Count ?? 0))
            {
                Steps.Add(1, new KeyValuePair<string, object?>("outcome", step.Outcome));
            }

            if (before is { Status: JourneyStatus.Started, Due: { } due } && due <= now && after.Status is not JourneyStatus.Exited)
            {
                Lateness.Record((now - due).TotalSeconds);
            }
        }
    }

    private static bool IsSeen(Journey journey) =>
        journey.Status is JourneyStatus.Started or JourneyStatus.Converted or JourneyStatus.Exited or JourneyStatus.Completed;

    // What follows the first word names an order, a channel or the like.
    private static string KindOf(Journey journey) =>
        journey.Status is JourneyStatus.Exited && journey.Reason is { } reason ? reason.Split(':')[0] : "";
}
