namespace CampaignTasks.Api.Access;

/// <summary>Marks an endpoint that answers however crowded it is.</summary>
internal sealed record BypassesCapacity;
