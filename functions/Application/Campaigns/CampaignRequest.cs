namespace CampaignTasks.Application.Campaigns;

/// <summary>A campaign to be created, or its new name.</summary>
/// <param name="Name">1 to 100 characters; no other campaign of the tenant has the same name.</param>
public sealed record CampaignRequest(string? Name);
