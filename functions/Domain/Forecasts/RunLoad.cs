using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>What a run has to send: for each lane its messages in order, one part after another.</summary>
public sealed record RunLoad(IReadOnlyList<IReadOnlyList<LaneLoad>> Lanes)
{
    public int Messages => Lanes.Sum(lane => lane.Sum(part => part.Messages));

    /// <summary>What pages hold that are dealt out to a number of lanes.</summary>
    public static RunLoad From(IReadOnlyList<LedgerPage> pages, int lanes) =>
        new([
            .. Enumerable
                .Range(0, lanes)
                .Select(lane =>
                    (IReadOnlyList<LaneLoad>)
                        [.. pages.Where(page => page.Number % lanes == lane).Select(page => new LaneLoad(page.Zone, page.Counts.Open))]
                ),
        ]);

    /// <summary>A new run of recipients of whom only the numbers are known, dealt out as planning does.</summary>
    /// <param name="zones">
    /// How many recipients live in each zone, in the order of planning; one entry without a zone when all share one.
    /// </param>
    /// <param name="accounts">How many accounts the task has.</param>
    /// <param name="isPaced">Whether the task or one of them paces its messages.</param>
    public static RunLoad From(IReadOnlyList<LaneLoad> zones, int accounts, bool isPaced)
    {
        var size = zones.Sum(zone => zone.Messages);
        var lanes = LaneAllocation.Lanes(size, accounts, isPaced);
        var page = LaneAllocation.PageSize(size, lanes, accounts);
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
