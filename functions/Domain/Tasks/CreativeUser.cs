namespace CampaignTasks.Domain.Tasks;

/// <summary>A task that uses a saved creative and has not ended.</summary>
/// <param name="CreativeId">The creative.</param>
/// <param name="TaskId">The task.</param>
public sealed record CreativeUser(string CreativeId, string TaskId);
