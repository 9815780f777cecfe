namespace CampaignTasks.Domain.Tenants;

/// <summary>A frequency cap as a caller gives it.</summary>
/// <param name="Messages">How many messages one contact gets.</param>
/// <param name="Period">In how long, as an ISO 8601 duration.</param>
public sealed record CapDefinition(int? Messages, string? Period);
