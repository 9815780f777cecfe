using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Journeys;

/// <summary>The status of a journey. The wire name is the camelCase name; it is stored.</summary>
[JsonConverter(typeof(EnumNameConverter<JourneyStatus>))]
public enum JourneyStatus
{
    /// <summary>Not begun: a cart was changed and may still be bought. The API does not show it.</summary>
    Pending,

    /// <summary>Under way.</summary>
    Started,

    /// <summary>The contact bought what the automation aims at.</summary>
    Converted,

    /// <summary>It ended early; the reason says why.</summary>
    Exited,

    /// <summary>All its steps are done.</summary>
    Completed,

    /// <summary>Its occasion passed: the cart was bought or emptied. Callers do not see it.</summary>
    Dropped,

    /// <summary>
    /// Over for longer than journeys are kept: what is left tells only that the contact entered, and by which occasion. Callers do not see
    /// it.
    /// </summary>
    Past,
}
