namespace CampaignTasks.Api.Imports;

/// <summary>An invalid record: the line it begins on, and the reason.</summary>
internal sealed record ImportErrorView(long Line, string Reason);
