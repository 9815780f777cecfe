using CampaignTasks.Domain.Sites;

namespace CampaignTasks.Api.Sites;

/// <summary>A target site.</summary>
/// <param name="Id">The id, by which tasks name it.</param>
/// <param name="Name">The name.</param>
/// <param name="CreatedAt">When it was created.</param>
internal sealed record SiteView(string Id, string Name, DateTimeOffset CreatedAt)
{
    public static SiteView From(Site site) => new(site.Id, site.Name, site.CreatedAt);
}
