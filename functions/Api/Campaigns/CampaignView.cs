using CampaignTasks.Domain.Campaigns;

namespace CampaignTasks.Api.Campaigns;

/// <summary>A campaign.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name, by which tasks name it.</param>
/// <param name="CreatedAt">When it was created.</param>
internal sealed record CampaignView(string Id, string Name, DateTimeOffset CreatedAt)
{
    public static CampaignView From(Campaign campaign) => new(campaign.Id, campaign.Name, campaign.CreatedAt);
}
