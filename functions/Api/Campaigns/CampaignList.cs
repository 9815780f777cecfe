namespace CampaignTasks.Api.Campaigns;

/// <summary>A page of campaigns.</summary>
internal sealed record CampaignList(IReadOnlyList<CampaignView> Items, string? Next);
