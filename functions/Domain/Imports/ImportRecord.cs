namespace CampaignTasks.Domain.Imports;

/// <summary>A record of a file: its line and its JSON.</summary>
public sealed record ImportRecord(long Line, string Json);
