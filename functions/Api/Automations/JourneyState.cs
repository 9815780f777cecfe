using System.Text.Json.Serialization;
using CampaignTasks.Domain;

namespace CampaignTasks.Api.Automations;

/// <summary>The status of a journey as callers know it.</summary>
[JsonConverter(typeof(EnumNameConverter<JourneyState>))]
internal enum JourneyState
{
    Started,
    Converted,
    Exited,
    Completed,
}
