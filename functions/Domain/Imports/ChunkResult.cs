namespace CampaignTasks.Domain.Imports;

/// <summary>The result of one part.</summary>
public sealed record ChunkResult(int Stored, int Unchanged, IReadOnlyList<ImportError> Faults);
