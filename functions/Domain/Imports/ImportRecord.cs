namespace CampaignTasks.Domain.Imports;

/// <summary>A record of a part: its line and its JSON.</summary>
public sealed record ImportRecord(long Line, string Json);
