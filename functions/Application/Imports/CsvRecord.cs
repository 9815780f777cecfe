namespace CampaignTasks.Application.Imports;

/// <summary>A record of a CSV file.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Cells">Its cells; of a faulty record as far as they can be told.</param>
/// <param name="Fault">What is wrong and how to correct it; null when it was read.</param>
internal readonly record struct CsvRecord(long Line, string[] Cells, string? Fault);
