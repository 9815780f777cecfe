namespace CampaignTasks.Api.Conversions;

/// <summary>What a task of a campaign led to.</summary>
internal sealed record TaskConversions(string Id, string Name, int Converted, IReadOnlyDictionary<string, decimal> Revenue);
