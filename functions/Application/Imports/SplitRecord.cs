namespace CampaignTasks.Application.Imports;

/// <summary>A record's cells, and what is wrong with its quotes.</summary>
internal readonly record struct SplitRecord(string[] Cells, SplitProblem Problem);
