namespace CampaignTasks.Domain.Imports;

/// <summary>An error in one record of a file.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Reason">What is wrong and how to correct it.</param>
public sealed record ImportError(long Line, string Reason);
