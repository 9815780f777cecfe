namespace CampaignTasks.Domain.Sites;

/// <summary>An app of a site: a mini program, or the site's own app.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="SiteId">The site.</param>
/// <param name="Id">A ULID, lower case: newer apps sort after older ones.</param>
/// <param name="Name">The name.</param>
/// <param name="AppId">The id by which its platform knows it.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record SiteApp(string TenantId, string SiteId, string Id, string Name, string AppId, DateTimeOffset CreatedAt);
