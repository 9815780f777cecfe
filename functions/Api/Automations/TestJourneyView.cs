using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Api.Automations;

/// <summary>A tester's way through an automation.</summary>
/// <param name="Tester">The id of the tester.</param>
/// <param name="Name">The tester's name at the time of the test.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">Why it ended early; null otherwise.</param>
/// <param name="Step">The step at which it stands; null when it has ended.</param>
/// <param name="Next">When it goes on; null while its message is being sent, and when it has ended.</param>
/// <param name="Steps">The steps that are done.</param>
internal sealed record TestJourneyView(
    string Tester,
    string Name,
    JourneyState Status,
    string? Reason,
    string? Step,
    DateTimeOffset? Next,
    IReadOnlyList<JourneyStepView> Steps
)
{
    /// <summary>Returns true for a journey that is kept still.</summary>
    public static bool IsShown(Journey journey) => journey.Status is not JourneyStatus.Past;

    public static TestJourneyView From(Journey journey, AutomationTest test, AutomationFlow flow) =>
        new(
            journey.ContactId,
            test.Testers.First(tester => tester.Id == journey.ContactId).Name,
            EnumNames.TryParse<JourneyState>(EnumNames.Of(journey.Status), out var status)
                ? status
                : throw new InvalidOperationException($"A journey that is {journey.Status} is not shown."),
            journey.Reason,
            journey.Status is JourneyStatus.Started && journey.Node >= 0 ? flow.Nodes[journey.Node].Path : null,
            journey.Due,
            [.. journey.Steps.Select(JourneyStepView.From)]
        );
}
