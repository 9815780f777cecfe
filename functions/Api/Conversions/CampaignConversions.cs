namespace CampaignTasks.Api.Conversions;

/// <summary>What a campaign led to.</summary>
/// <param name="Campaign">The label.</param>
/// <param name="Converted">Orders of all its tasks.</param>
/// <param name="Revenue">What was paid for them, by currency.</param>
/// <param name="Tasks">Its tasks, newest first.</param>
internal sealed record CampaignConversions(string Campaign, int Converted, IReadOnlyDictionary<string, decimal> Revenue, IReadOnlyList<TaskConversions> Tasks);
