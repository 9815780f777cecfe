namespace CampaignTasks.Api.Erasures;

/// <summary>A page of erasures.</summary>
internal sealed record ErasureList(IReadOnlyList<ErasureView> Items, string? Next);
