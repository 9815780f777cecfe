namespace CampaignTasks.Api.Tasks;

/// <summary>The parts of a task that a list shows only where they are asked for: they may be large.</summary>
internal enum TaskListField
{
    Creative,
    Creatives,
}
