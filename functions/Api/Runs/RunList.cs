namespace CampaignTasks.Api.Runs;

/// <summary>A page of runs.</summary>
internal sealed record RunList(IReadOnlyList<RunView> Items, string? Next);
