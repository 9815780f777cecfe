using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Api.Automations;

/// <summary>Counts of an automation's journeys.</summary>
/// <param name="Started">All that began.</param>
/// <param name="Active">Those under way.</param>
/// <param name="Converted">Those whose contact bought what the automation aims at.</param>
/// <param name="Exited">Those that ended early.</param>
/// <param name="Completed">Those that did all their steps.</param>
/// <param name="Messages">The messages of all steps, by what became of them.</param>
/// <param name="Steps">The steps of the newest version.</param>
internal sealed record AutomationSummaryView(
    int Started,
    int Active,
    int Converted,
    int Exited,
    int Completed,
    StepMessagesView Messages,
    IReadOnlyList<StepSummaryView> Steps
)
{
    public static AutomationSummaryView From(Automation automation, JourneyCounts counts)
    {
        var (active, converted) = (counts.In(JourneyStatus.Started), counts.In(JourneyStatus.Converted));
        var (exited, completed) = (counts.In(JourneyStatus.Exited), counts.In(JourneyStatus.Completed));
        return new(
            active + converted + exited + completed,
            active,
            converted,
            exited,
            completed,
            StepMessagesView.From(counts.Done.Values),
            [.. new AutomationFlow(automation.Plan).Nodes.Select(node => StepSummaryView.From(node, automation.Version, counts))]
        );
    }
}
