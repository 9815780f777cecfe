namespace CampaignTasks.Api.Http;

/// <summary>Marks an endpoint whose query string is somebody else's, such as a provider's.</summary>
internal sealed record TakesAnyQuery;
