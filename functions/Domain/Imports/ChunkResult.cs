namespace CampaignTasks.Domain.Imports;

/// <summary>What one part came to.</summary>
public sealed record ChunkResult(int Stored, int Unchanged, IReadOnlyList<ImportError> Faults);
