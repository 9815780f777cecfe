using System.Text.Json.Serialization;
using CampaignTasks.Domain;

namespace CampaignTasks.Application.Orchestration;

/// <summary>What a run is to do now.</summary>
[JsonConverter(typeof(EnumNameConverter<RunOrder>))]
public enum RunOrder
{
    Send,
    Hold,
    End,
}
