namespace CampaignTasks.Api.Exports;

/// <summary>A column of an export as CSV.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Value">Returns the cell of a row; null for an empty one.</param>
internal sealed record ExportColumn<TRow>(string Name, Func<TRow, string?> Value);
