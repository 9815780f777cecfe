namespace CampaignTasks.Api.Sites;

/// <summary>A page of the apps of a site.</summary>
internal sealed record SiteAppList(IReadOnlyList<SiteAppView> Items, string? Next);
