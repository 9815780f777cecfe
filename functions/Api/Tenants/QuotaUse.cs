namespace CampaignTasks.Api.Tenants;

/// <summary>The use of one quota.</summary>
/// <param name="Used">How many there are.</param>
/// <param name="Limit">How many there may be.</param>
internal sealed record QuotaUse(long Used, long Limit);
