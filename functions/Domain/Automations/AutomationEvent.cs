using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Automations;

/// <summary>A kind of event in the life of an automation. The wire name is the camelCase name; it is stored.</summary>
[JsonConverter(typeof(EnumNameConverter<AutomationEvent>))]
public enum AutomationEvent
{
    Created,
    Copied,
    Edited,
    Started,
    Paused,
    Resumed,
    Archived,

    /// <summary>Testers were sent through it.</summary>
    Tested,

    /// <summary>A journey was ended by hand.</summary>
    JourneyRemoved,

    /// <summary>It got a new secret for its webhook steps.</summary>
    SecretRotated,

    /// <summary>The watchdog found that it does not progress.</summary>
    AlertRaised,

    /// <summary>It progresses again.</summary>
    AlertCleared,
}
