namespace CampaignTasks.Api.Exports;

/// <summary>The formats of exports.</summary>
internal enum ExportFormat
{
    Csv,
    Ndjson,
}
