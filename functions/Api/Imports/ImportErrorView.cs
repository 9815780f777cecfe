namespace CampaignTasks.Api.Imports;

/// <summary>One faulty record: the line it begins on, and what is wrong.</summary>
internal sealed record ImportErrorView(long Line, string Reason);
