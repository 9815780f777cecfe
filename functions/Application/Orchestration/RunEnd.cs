using System.Text.Json.Serialization;
using CampaignTasks.Domain;

namespace CampaignTasks.Application.Orchestration;

/// <summary>Whether a run is closed, or still has messages to send.</summary>
[JsonConverter(typeof(EnumNameConverter<RunEnd>))]
public enum RunEnd
{
    /// <summary>Closed; the task goes on to its next occurrence.</summary>
    Closed,

    /// <summary>Messages are owed that may still leave.</summary>
    HasPending,

    /// <summary>Closed, and nothing is left to do for the task.</summary>
    TaskEnded,
}
