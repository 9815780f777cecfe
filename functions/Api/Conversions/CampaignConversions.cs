namespace CampaignTasks.Api.Conversions;

/// <summary>The conversions of a campaign.</summary>
/// <param name="Campaign">The label.</param>
/// <param name="Converted">Orders attributed to its tasks.</param>
/// <param name="Revenue">The sum of these orders, by currency.</param>
/// <param name="Tasks">Its tasks, newest first.</param>
internal sealed record CampaignConversions(
    string Campaign,
    int Converted,
    IReadOnlyDictionary<string, decimal> Revenue,
    IReadOnlyList<TaskConversions> Tasks
);
