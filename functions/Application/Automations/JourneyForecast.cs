using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Automations;

/// <summary>The steps that come due in the next days.</summary>
internal sealed class JourneyForecast(IJourneyStore journeys, SendingTasks flows, ISettingsStore settings, TimeProvider time)
{
    /// <summary>The days that a forecast covers.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(7);

    /// <summary>The most pages of journeys it looks at: it bounds the time of a request.</summary>
    internal const int MostPages = 400;

    /// <summary>
    /// Counts the journeys under way by hour and step, along the waits that lie before them. Who enters meanwhile is not known. What is
    /// late already counts in the present hour.
    /// </summary>
    public async Task<DueJourneys> OfAsync(Automation automation, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var zone = (await settings.ReadAsync(automation.TenantId, cancellationToken)).TimeZone;
        Dictionary<int, JourneyOutlook?> outlooks = [];
        Dictionary<(DateTimeOffset Hour, string Step), int> counts = [];
        var (pages, isPartial) = (0, false);
        await foreach (var due in journeys.ReadDueAsync(automation.Key, now + Horizon, cancellationToken))
        {
            if (++pages > MostPages)
            {
                isPartial = true;
                break;
            }

            var page = await journeys.FindPageAsync(automation.Key, due.Page, cancellationToken);
            foreach (var journey in page?.Journeys.OfType<Journey>() ?? [])
            {
                if (!outlooks.TryGetValue(journey.Version, out var outlook))
                {
                    outlooks[journey.Version] = outlook = await OutlookAsync(automation, journey.Version, zone, cancellationToken);
                }

                foreach (var (at, node) in outlook?.StepsOf(journey, now, now + Horizon) ?? [])
                {
                    var key = (HourOf(at), node.Path);
                    counts[key] = counts.GetValueOrDefault(key) + 1;
                    isPartial |= node.Step is AutomationStep.Branch;
                }
            }
        }

        return new DueJourneys(
            now + Horizon,
            [
                .. counts
                    .OrderBy(one => one.Key.Hour)
                    .ThenBy(one => one.Key.Step, StringComparer.Ordinal)
                    .Select(one => new DueSteps(one.Key.Hour, one.Key.Step, one.Value)),
            ],
            isPartial
        );
    }

    private async Task<JourneyOutlook?> OutlookAsync(
        Automation automation,
        int version,
        string? zone,
        CancellationToken cancellationToken
    ) =>
        await flows.FlowAsync(automation, version, cancellationToken) is { } flow
            ? new JourneyOutlook(flow, new RecipientHours(flow.Plan.Hours, zone))
            : null;

    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
