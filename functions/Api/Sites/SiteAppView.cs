using CampaignTasks.Domain.Sites;

namespace CampaignTasks.Api.Sites;

/// <summary>An app of a site.</summary>
/// <param name="Id">The id, by which tasks name it.</param>
/// <param name="Name">The name.</param>
/// <param name="AppId">The id by which its platform knows it.</param>
/// <param name="CreatedAt">When it was created.</param>
internal sealed record SiteAppView(string Id, string Name, string AppId, DateTimeOffset CreatedAt)
{
    public static SiteAppView From(SiteApp app) => new(app.Id, app.Name, app.AppId, app.CreatedAt);
}
