namespace CampaignTasks.Api.Suppressions;

/// <summary>A page of suppressions.</summary>
internal sealed record SuppressionList(IReadOnlyList<SuppressionView> Items, string? Next);
