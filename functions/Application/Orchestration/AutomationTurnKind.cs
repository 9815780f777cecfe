using System.Text.Json.Serialization;
using CampaignTasks.Domain;

namespace CampaignTasks.Application.Orchestration;

/// <summary>The kinds of <see cref="AutomationTurn"/>.</summary>
[JsonConverter(typeof(EnumNameConverter<AutomationTurnKind>))]
public enum AutomationTurnKind
{
    /// <summary>Wait, then take the next turn.</summary>
    Wait,

    /// <summary>Take the next turn at once.</summary>
    Continue,

    /// <summary>Nothing is left to do for the automation.</summary>
    End,
}
