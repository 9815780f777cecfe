namespace CampaignTasks.Application.Creatives;

/// <summary>What a caller says of a task's creatives: one of the three.</summary>
/// <param name="Creative">Content of the task's own.</param>
/// <param name="CreativeId">A saved creative.</param>
/// <param name="Creatives">Several saved creatives with their weights.</param>
public sealed record CreativeChoice(CreativeRequest? Creative, string? CreativeId, List<CreativeShareRequest>? Creatives);
