namespace CampaignTasks.Api.Sites;

/// <summary>A page of sites.</summary>
internal sealed record SiteList(IReadOnlyList<SiteView> Items, string? Next);
