namespace CampaignTasks.Domain.Rollouts;

/// <summary>The reason why a stage is held.</summary>
/// <param name="Code">The limit that was passed, by its name in the API.</param>
/// <param name="Reason">The figure and the limit, in words.</param>
/// <param name="Since">When it was found.</param>
public sealed record StageHold(string Code, string Reason, DateTimeOffset Since);
