namespace CampaignTasks.Api.Http;

/// <summary>The most bytes an endpoint takes; without it <see cref="RequestBody.DefaultLimit"/>.</summary>
internal sealed record BodyLimit(long Bytes);
