namespace CampaignTasks.App.Engine;

/// <summary>The status of the engine in this process.</summary>
internal enum EngineStatus
{
    Starting,
    Running,
    Stopped,
}
