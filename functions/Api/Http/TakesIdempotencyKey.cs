namespace CampaignTasks.Api.Http;

/// <summary>Marks an endpoint that takes an <c>Idempotency-Key</c>.</summary>
internal sealed record TakesIdempotencyKey;
