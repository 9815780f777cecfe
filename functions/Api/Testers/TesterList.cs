namespace CampaignTasks.Api.Testers;

/// <summary>A page of testers.</summary>
internal sealed record TesterList(IReadOnlyList<TesterView> Items, string? Next);
