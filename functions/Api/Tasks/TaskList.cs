namespace CampaignTasks.Api.Tasks;

/// <summary>A page of tasks.</summary>
internal sealed record TaskList(IReadOnlyList<TaskView> Items, string? Next);
