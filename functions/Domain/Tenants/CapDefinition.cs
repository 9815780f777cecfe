namespace CampaignTasks.Domain.Tenants;

/// <summary>A frequency cap as a caller gives it.</summary>
/// <param name="Messages">The most messages one contact gets.</param>
/// <param name="Period">The period in which they are counted, as an ISO 8601 duration.</param>
public sealed record CapDefinition(int? Messages, string? Period);
