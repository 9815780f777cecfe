using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>The messages of a run: for each lane its parts in order.</summary>
public sealed record RunLoad(IReadOnlyList<IReadOnlyList<LaneLoad>> Lanes)
{
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
    public static RunLoad From(IReadOnlyList<LaneLoad> zones, int accounts, bool isPaced)
    {
        var size = zones.Sum(zone => zone.Messages);
        var lanes = LaneAllocation.Lanes(size, accounts, isPaced);
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
