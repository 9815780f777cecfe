using CampaignTasks.Application.Automations;
using CampaignTasks.Domain.Automations;

namespace CampaignTasks.Api.Automations;

/// <summary>A test of an automation. It counts nowhere else.</summary>
/// <param name="Id">Its id.</param>
/// <param name="AutomationId">The automation that is tested.</param>
/// <param name="Version">The version of the automation's plan.</param>
/// <param name="Speed">How many times shorter waits are.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="Completed">Whether all testers are through.</param>
/// <param name="Journeys">The testers' ways.</param>
internal sealed record AutomationTestView(
    string Id,
    string AutomationId,
    int Version,
    int Speed,
    DateTimeOffset CreatedAt,
    bool Completed,
    IReadOnlyList<TestJourneyView> Journeys
)
{
    public static AutomationTestView From(AutomationTestRun run)
    {
        var (automation, test) = (run.Automation, run.Automation.Test!);
        var flow = new AutomationFlow(automation.Plan);
        TestJourneyView[] journeys =
        [
            .. run.Journeys.Where(TestJourneyView.IsShown).Select(journey => TestJourneyView.From(journey, test, flow)),
        ];
        var isCompleted = run.Journeys.Count > 0 && journeys.All(journey => journey.Status is not JourneyState.Started);
        return new(automation.Id, test.Of, test.Version, test.Speed, automation.CreatedAt, isCompleted, journeys);
    }
}
