namespace CampaignTasks.Domain.Forecasts;

/// <summary>Messages of a lane that leave one after another.</summary>
/// <param name="Zone">The zone their recipients live in; null when all share one.</param>
/// <param name="Messages">How many.</param>
public sealed record LaneLoad(string? Zone, int Messages);
