using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Api.Automations;

/// <summary>Counts of one step.</summary>
/// <param name="Step">Its path in the definition.</param>
/// <param name="Reached">Journeys that came to it, by any version of the plan that has it at this place.</param>
/// <param name="Waiting">Journeys that stand at it, by the newest version.</param>
/// <param name="Outcomes">Journeys that have done it, by what came of it: `sent`, `skipped`, `waited`, `then` and others.</param>
/// <param name="Converted">Conversions after it, before the message of another step was sent.</param>
internal sealed record StepSummaryView(string Step, int Reached, int Waiting, IReadOnlyDictionary<string, int> Outcomes, int Converted)
{
    public static StepSummaryView From(FlowNode node, int version, JourneyCounts counts)
    {
        var waiting = counts.Standing.GetValueOrDefault(JourneyCounts.Place(version, node.Index));
        var outcomes = counts.Done.GetValueOrDefault(node.Path) ?? [];
        return new(node.Path, waiting + outcomes.Values.Sum(), waiting, outcomes, counts.Converted.GetValueOrDefault(node.Path));
    }
}
