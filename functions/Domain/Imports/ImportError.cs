namespace CampaignTasks.Domain.Imports;

/// <summary>One faulty record.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Reason">What is wrong and how to mend it.</param>
public sealed record ImportError(long Line, string Reason);
