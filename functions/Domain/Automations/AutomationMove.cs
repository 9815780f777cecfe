using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Automations;

/// <summary>A move of an automation. The wire name is the camelCase name.</summary>
[JsonConverter(typeof(EnumNameConverter<AutomationMove>))]
public enum AutomationMove
{
    Edit,
    Test,
    Start,
    Pause,
    Resume,
    Archive,
    Copy,
    Delete,
}
