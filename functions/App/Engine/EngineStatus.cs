namespace CampaignTasks.App.Engine;

/// <summary>What the engine does in this process.</summary>
internal enum EngineStatus
{
    Starting,
    Running,
    Stopped,
}
