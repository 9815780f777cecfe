namespace CampaignTasks.Application.Sites;

/// <summary>A site to be created, or its new name.</summary>
/// <param name="Name">1 to 100 characters.</param>
public sealed record SiteRequest(string? Name);
