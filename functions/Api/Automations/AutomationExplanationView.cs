using CampaignTasks.Application.Explanations;

namespace CampaignTasks.Api.Automations;

/// <summary>Where a contact stands in an automation, and why.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="AutomationId">The automation.</param>
/// <param name="Verdict">`underWay`, `ended` or `notEntered`.</param>
/// <param name="Reason">The verdict in words: what comes next and when, how it ended, or what keeps the contact from entering.</param>
/// <param name="Entry">The conditions of entering, as they are now.</param>
/// <param name="Journeys">The contact's journeys, oldest first.</param>
internal sealed record AutomationExplanationView(
    string ContactId,
    string AutomationId,
    string Verdict,
    string Reason,
    IReadOnlyList<ConditionExplanationView> Entry,
    IReadOnlyList<JourneyView> Journeys
)
{
    public static AutomationExplanationView From(
        string contactId,
        string automationId,
        IReadOnlyList<ConditionExplanationView> entry,
        IReadOnlyList<JourneyView> journeys
    )
    {
        var last = journeys.LastOrDefault(journey => journey.Status is JourneyState.Started) ?? (journeys is [.., var end] ? end : null);
        var (verdict, reason) = last switch
        {
            null => (
                "notEntered",
                entry.FirstOrDefault(condition => !condition.Holds)?.Found
                    ?? "nothing keeps the contact from entering: its facts are being read"
            ),
            { Status: JourneyState.Started, Next: { } next } => (
                "underWay",
                $"{last.Step} comes at {next.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"
            ),
            { Status: JourneyState.Started } => ("underWay", $"the message of {last.Step} is being sent"),
            _ => ("ended", $"{Domain.EnumNames.Of(last.Status)}{(last.Reason is { } why ? $": {why}" : "")}"),
        };
        return new(contactId, automationId, verdict, reason, entry, journeys);
    }
}
