namespace CampaignTasks.Api.Creatives;

/// <summary>A page of saved creatives, newest first.</summary>
internal sealed record SavedCreativeList(IReadOnlyList<SavedCreativeView> Items, string? Next);
