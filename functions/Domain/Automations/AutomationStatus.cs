using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Automations;

/// <summary>The status of an automation. The wire name is the camelCase name; it is stored.</summary>
[JsonConverter(typeof(EnumNameConverter<AutomationStatus>))]
public enum AutomationStatus
{
    /// <summary>Nobody enters yet.</summary>
    Draft,

    /// <summary>People enter, and their journeys go on.</summary>
    Active,

    /// <summary>People enter and leave, and no journey goes on.</summary>
    Paused,

    /// <summary>Over: nobody enters, and journeys under way have ended.</summary>
    Archived,
}
