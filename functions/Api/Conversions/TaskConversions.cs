namespace CampaignTasks.Api.Conversions;

/// <summary>The conversions of a task of a campaign.</summary>
internal sealed record TaskConversions(string Id, string Name, int Converted, IReadOnlyDictionary<string, decimal> Revenue);
