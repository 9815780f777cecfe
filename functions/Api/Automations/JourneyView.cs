using CampaignTasks.Application.Automations;
using CampaignTasks.Domain;

namespace CampaignTasks.Api.Automations;

/// <summary>A contact's way through an automation.</summary>
/// <param name="Id">Its id within the automation.</param>
/// <param name="AutomationId">The automation.</param>
/// <param name="ContactId">The contact; `erased` for somebody who was erased.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">Why it ended early; null otherwise.</param>
/// <param name="EnteredAt">When the contact entered.</param>
/// <param name="EndedAt">When it ended; null while it is under way.</param>
/// <param name="Version">The version of the plan that it goes by.</param>
/// <param name="Step">The step at which it stands; null when it has ended.</param>
/// <param name="Next">When it goes on; null while its message is being sent, and when it has ended.</param>
/// <param name="Steps">The steps that are done.</param>
internal sealed record JourneyView(
    string Id,
    string AutomationId,
    string ContactId,
    JourneyState Status,
    string? Reason,
    DateTimeOffset EnteredAt,
    DateTimeOffset? EndedAt,
    int Version,
    string? Step,
    DateTimeOffset? Next,
    IReadOnlyList<JourneyStepView> Steps
)
{
    public static JourneyView From(FoundJourney found)
    {
        var journey = found.Journey;
        return new(
            found.Id,
            found.AutomationId,
            journey.ContactId,
            EnumNames.TryParse<JourneyState>(EnumNames.Of(journey.Status), out var status)
                ? status
                : throw new InvalidOperationException($"A journey that is {journey.Status} is not shown."),
            journey.Reason,
            journey.EnteredAt,
            journey.EndedAt,
            journey.Version,
            found.Step,
            journey.Due,
            [.. journey.Steps.Select(JourneyStepView.From)]
        );
    }
}
