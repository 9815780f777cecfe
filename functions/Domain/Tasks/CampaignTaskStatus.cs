using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tasks;

/// <summary>The status of a task.</summary>
[JsonConverter(typeof(EnumNameConverter<CampaignTaskStatus>))]
public enum CampaignTaskStatus
{
    Draft,
    Testing,
    Scheduled,
    Running,
    Paused,
    Completed,
    Failed,
    Canceled,
}
