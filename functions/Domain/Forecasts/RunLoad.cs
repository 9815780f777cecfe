using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>The messages of a run: for each lane its parts in order.</summary>
public sealed record RunLoad(IReadOnlyList<IReadOnlyList<LaneLoad>> Lanes)
{
    /// <summary>The load of the next stage of a roll-out; null for none.</summary>
    public RunLoad? Next { get; init; }

    /// <summary>The number of stages from this one on.</summary>
    public int Count => 1 + (Next?.Count ?? 0);

    /// <summary>The number of messages, those of the next stages not included.</summary>
    public int Messages => Lanes.Sum(lane => lane.Sum(part => part.Messages));

    /// <summary>Creates the load of stored pages that are allocated to a number of lanes.</summary>
    public static RunLoad From(IReadOnlyList<LedgerPage> pages, int lanes) =>
        new([
            .. Enumerable
                .Range(0, lanes)
                .Select(lane =>
                    (IReadOnlyList<LaneLoad>)
                        [.. pages.Where(page => page.Number % lanes == lane).Select(page => new LaneLoad(page.Zone, page.Counts.Open))]
                ),
        ]);

    /// <summary>
    /// Creates the load of a new run of which only the numbers of recipients are known, allocated to lanes as planning does.
    /// </summary>
    /// <param name="zones">The number of recipients in each zone, in the order of planning; one entry without a zone when all share
    /// one.</param>
    /// <param name="accounts">The number of accounts the task has.</param>
    /// <param name="isPaced">Whether the task or one of them paces its messages.</param>
    /// <param name="sizes">The numbers of recipients of the stages of a roll-out; null without one.</param>
    public static RunLoad From(IReadOnlyList<LaneLoad> zones, int accounts, bool isPaced, IReadOnlyList<int>? sizes = null)
    {
        var size = zones.Sum(zone => zone.Messages);
        var lanes = LaneAllocation.Lanes(size, accounts, isPaced);
        if (sizes is null)
        {
            return From(zones, accounts, lanes);
        }

        List<RunLoad> stages = [];
        for (var (stage, from) = (0, 0); stage < sizes.Count; from += sizes[stage++])
        {
            stages.Add(From(Share(zones, size, from, from + sizes[stage]), accounts, lanes));
        }

        return InStages(stages);
    }

    /// <summary>Creates the load of a roll-out from those of its stages, of which there is at least one.</summary>
    public static RunLoad InStages(IReadOnlyList<RunLoad> stages) =>
        stages.Reverse().Aggregate((next, stage) => stage with { Next = next });

    /// <summary>Returns the recipients of a stage by zone. Which ones a random sample has is not known: each zone has its share.</summary>
    private static List<LaneLoad> Share(IReadOnlyList<LaneLoad> zones, int size, int from, int end)
    {
        List<LaneLoad> shares = [];
        for (var (zone, before) = (0, 0); zone < zones.Count; before += zones[zone++].Messages)
        {
            var after = before + zones[zone].Messages;
            shares.Add(zones[zone] with { Messages = Below(after, end) - Below(before, end) - Below(after, from) + Below(before, from) });
        }

        return shares;

        int Below(int recipients, int stage) => size == 0 ? 0 : (int)((long)recipients * stage / size);
    }

    private static RunLoad From(IReadOnlyList<LaneLoad> zones, int accounts, int lanes)
    {
        var size = zones.Sum(zone => zone.Messages);
        var page = LaneAllocation.PageSize(size, lanes, accounts);
        List<LaneLoad>[] loads = [.. Enumerable.Range(0, lanes).Select(_ => new List<LaneLoad>())];
        var number = 0;

        // The full pages of all zones come before the remainders.
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
