using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Application.Automations;

/// <summary>The steps that come due in the next days.</summary>
internal sealed class JourneyForecast(IJourneyStore journeys, SendingTasks flows, TimeProvider time)
{
    /// <summary>How far it looks.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(7);

    /// <summary>
    /// Counts the journeys under way by the hour and the step at which they go on. What comes behind that step, and who enters meanwhile,
    /// is
    /// not known. What is late already counts in the present hour.
    /// </summary>
    public async Task<IReadOnlyList<DueSteps>> OfAsync(Automation automation, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        Dictionary<(DateTimeOffset Hour, string Step), int> counts = [];
        await foreach (var due in journeys.ReadDueAsync(automation.Key, now + Horizon, cancellationToken))
        {
            if (await journeys.FindPageAsync(automation.Key, due.Page, cancellationToken) is { } page)
            {
                foreach (var journey in page.Journeys.OfType<Journey>())
                {
                    await AddAsync(automation, journey, now, counts, cancellationToken);
                }
            }
        }

        return
        [
            .. counts
                .OrderBy(one => one.Key.Hour)
                .ThenBy(one => one.Key.Step, StringComparer.Ordinal)
                .Select(one => new DueSteps(one.Key.Hour, one.Key.Step, one.Value)),
        ];
    }

    private async Task AddAsync(
        Automation automation,
        Journey journey,
        DateTimeOffset now,
        Dictionary<(DateTimeOffset Hour, string Step), int> counts,
        CancellationToken cancellationToken
    )
    {
        if (
            journey is not { Status: JourneyStatus.Started, Due: { } due, Node: not AutomationFlow.End }
            || due > now + Horizon
            || await flows.FlowAsync(automation, journey.Version, cancellationToken) is not { } flow
        )
        {
            return;
        }

        var at = due > now ? due : now;
        var key = (new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero), flow.Nodes[journey.Node].Path);
        counts[key] = counts.GetValueOrDefault(key) + 1;
    }
}
