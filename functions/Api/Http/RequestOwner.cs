namespace CampaignTasks.Api.Http;

/// <summary>The tenant whose limits a request counts against.</summary>
internal sealed record RequestOwner(string TenantId);
