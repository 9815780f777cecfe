namespace CampaignTasks.Api.Testers;

/// <summary>A page of a task's tests.</summary>
internal sealed record TestList(IReadOnlyList<TestView> Items, string? Next);
