using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>All that a forecast looks at, as it is stored at one instant.</summary>
/// <param name="Now">The instant from which on things are forecast.</param>
/// <param name="Task">The task in question.</param>
/// <param name="Others">Other live tasks that send through the same accounts.</param>
/// <param name="Accounts">The accounts of all of them, by id; one that is missing is gone.</param>
/// <param name="MostOccurrences">How many runs of the task are forecast at most.</param>
public sealed record ForecastScope(
    DateTimeOffset Now, ForecastTask Task, IReadOnlyList<ForecastTask> Others, IReadOnlyDictionary<string, ForecastAccount> Accounts, int MostOccurrences);

/// <summary>A task and what its runs have to send.</summary>
/// <param name="Task">The task; a draft is forecast as if it were started now.</param>
/// <param name="Load">What a new run has to send.</param>
/// <param name="Budget">The budget of its own pacing.</param>
/// <param name="UnderWay">The run under way and what it still owes; null when there is none.</param>
public sealed record ForecastTask(CampaignTask Task, RunLoad Load, Budget Budget, (Run Run, RunLoad Owed)? UnderWay = null);

/// <summary>An account and what it may still send.</summary>
/// <param name="Account">The account.</param>
/// <param name="Budget">Its budget.</param>
/// <param name="HasIdempotencyKey">Whether its provider takes a key, which decides how much is sent at once.</param>
public sealed record ForecastAccount(ChannelAccount Account, Budget Budget, bool HasIdempotencyKey);

/// <summary>What a run has to send: for each lane its messages in order, one part after another.</summary>
public sealed record RunLoad(IReadOnlyList<IReadOnlyList<LaneLoad>> Lanes)
{
    public int Messages => Lanes.Sum(lane => lane.Sum(part => part.Messages));

    /// <summary>What pages hold that are dealt out to a number of lanes.</summary>
    public static RunLoad Of(IReadOnlyList<LedgerPage> pages, int lanes) => new(
        [.. Enumerable.Range(0, lanes).Select(lane => (IReadOnlyList<LaneLoad>)
            [.. pages.Where(page => page.Number % lanes == lane).Select(page => new LaneLoad(page.Zone, page.Counts.Open))])]);

    /// <summary>A new run of recipients of whom only the numbers are known, dealt out as planning does.</summary>
    /// <param name="zones">How many recipients live in each zone, in the order of planning; one entry without a zone when all share one.</param>
    /// <param name="accounts">How many accounts the task has.</param>
    /// <param name="isPaced">Whether the task or one of them paces its messages.</param>
    public static RunLoad Of(IReadOnlyList<LaneLoad> zones, int accounts, bool isPaced)
    {
        var size = zones.Sum(zone => zone.Messages);
        var lanes = LaneShares.Lanes(size, accounts, isPaced);
        var page = LaneShares.PageSize(size, lanes, accounts);
        List<LaneLoad>[] loads = [.. Enumerable.Range(0, lanes).Select(_ => new List<LaneLoad>())];
        var number = 0;

        // Full pages of all zones come before what is left of each.
        foreach (var zone in zones)
        {
            for (var i = 0; i < zone.Messages / page; i++)
            {
                loads[number++ % lanes].Add(zone with { Messages = page });
            }
        }

        foreach (var rest in zones.Select(zone => zone with { Messages = zone.Messages % page }).Where(rest => rest.Messages > 0))
        {
            loads[number++ % lanes].Add(rest);
        }

        return new RunLoad(loads);
    }
}

/// <summary>Messages of a lane that leave one after another.</summary>
/// <param name="Zone">The zone their recipients live in; null when all share one.</param>
/// <param name="Messages">How many.</param>
public sealed record LaneLoad(string? Zone, int Messages);
