namespace CampaignTasks.Application.Sites;

/// <summary>An app of a site to be created.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="AppId">The id by which its platform knows it, 1 to 100 characters.</param>
public sealed record SiteAppRequest(string? Name, string? AppId);
