using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Automations;

namespace CampaignTasks.Domain.Journeys;

/// <summary>The result of moving a journey: where it stands, and what has to be done next.</summary>
/// <param name="Journey">The journey as it stands then.</param>
public abstract record JourneyMove(Journey Journey)
{
    /// <summary>It has ended, waits, or does nothing now.</summary>
    public sealed record Rests(Journey Journey) : JourneyMove(Journey);

    /// <summary>Its step needs the data about the person, which have to be read first.</summary>
    public sealed record NeedsPerson(Journey Journey) : JourneyMove(Journey);

    /// <summary>Its step's message may leave now.</summary>
    /// <param name="Journey">The journey.</param>
    /// <param name="Recipient">Whom it goes to.</param>
    public sealed record Sends(Journey Journey, Recipient Recipient) : JourneyMove(Journey);

    /// <summary>Its step calls a webhook.</summary>
    /// <param name="Journey">The journey.</param>
    public sealed record Calls(Journey Journey) : JourneyMove(Journey);

    /// <summary>Its step changes the contact.</summary>
    /// <param name="Journey">The journey.</param>
    /// <param name="Node">The step.</param>
    /// <param name="Update">The change.</param>
    public sealed record Updates(Journey Journey, FlowNode Node, AutomationStep.Update Update) : JourneyMove(Journey);
}
