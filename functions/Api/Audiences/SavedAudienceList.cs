namespace CampaignTasks.Api.Audiences;

/// <summary>A page of saved audiences.</summary>
internal sealed record SavedAudienceList(IReadOnlyList<SavedAudienceView> Items, string? Next);
