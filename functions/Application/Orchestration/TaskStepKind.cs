using System.Text.Json.Serialization;
using CampaignTasks.Domain;

namespace CampaignTasks.Application.Orchestration;

/// <summary>The kinds of <see cref="TaskStep"/>.</summary>
[JsonConverter(typeof(EnumNameConverter<TaskStepKind>))]
public enum TaskStepKind
{
    Wait,
    Run,
    End,
}
