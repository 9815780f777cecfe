namespace CampaignTasks.Api.Imports;

/// <summary>A page of imports.</summary>
internal sealed record ImportList(IReadOnlyList<ImportView> Items, string? Next);
