namespace CampaignTasks.Domain.Tasks;

/// <summary>A problem of a live task, as the watchdog found it.</summary>
/// <param name="Code"><c>lateStart</c>, <c>notMoving</c>, <c>orchestrationMissing</c> or <c>orchestrationFailed</c>.</param>
/// <param name="Reason">What stands in the way, in words.</param>
/// <param name="Since">When it was first found.</param>
public sealed record TaskAlert(string Code, string Reason, DateTimeOffset Since);
