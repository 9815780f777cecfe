using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Application.Forecasts;

/// <summary>
/// The pages that planning would write, stage by stage, so that every message is known by its place. Without a roll-out there is one stage.
/// </summary>
internal sealed class DryRunPages
{
    // The seed of a run is not known before it begins: its samples will be others of the same sizes.
    private const long Seed = 0;

    private readonly IReadOnlyList<LedgerPage>[][] _lanesByStage;

    public DryRunPages(
        TaskPlan plan,
        IReadOnlyList<Recipient> recipients,
        int lanes,
        Func<Recipient, RecipientZone>? zoneOf,
        DateTimeOffset now
    )
    {
        var sizes = plan.Rollout?.Sizes(recipients.Count) ?? [recipients.Count];
        var sampler = new StageSampler(Seed, sizes);
        var byStage = recipients.ToLookup(_ => sampler.Next());
        List<IReadOnlyList<LedgerPage>> stages = [];
        var number = 0;
        for (var stage = 0; stage < sizes.Count; stage++)
        {
            var size = LaneAllocation.PageSize(sizes[stage], lanes, plan.Accounts.Count);
            var builder = new PageBuilder(number, size, zoneOf, now);
            List<LedgerPage> pages = [.. byStage[stage].Select(builder.Add).OfType<LedgerPage>()];
            pages.AddRange(builder.End());
            stages.Add(pages);
            number = builder.Pages;
        }

        Load = RunLoad.InStages([.. stages.Select(pages => RunLoad.From(pages, lanes))]);
        _lanesByStage =
        [
            .. stages.Select(pages =>
                Enumerable
                    .Range(0, lanes)
                    .Select(IReadOnlyList<LedgerPage> (lane) => [.. pages.Where(page => page.Number % lanes == lane)])
                    .ToArray()
            ),
        ];
    }

    /// <summary>The load of the run.</summary>
    public RunLoad Load { get; }

    public string AddressOf(PlannedMessage planned) =>
        _lanesByStage[planned.Stage][planned.Lane][planned.Part].Messages[planned.Index].Address;
}
