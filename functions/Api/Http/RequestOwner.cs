using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Http;

/// <summary>The tenant whose limits a request counts against, and the key that it was made with.</summary>
internal sealed record RequestOwner(string TenantId, string KeyId, Role Role);
