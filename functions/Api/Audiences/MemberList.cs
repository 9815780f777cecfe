namespace CampaignTasks.Api.Audiences;

/// <summary>A page of a list's members, by their ids.</summary>
internal sealed record MemberList(IReadOnlyList<string> Items, string? Next);
