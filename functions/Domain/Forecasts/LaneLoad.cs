namespace CampaignTasks.Domain.Forecasts;

/// <summary>A part of a lane's messages that leave one after another.</summary>
/// <param name="Zone">The zone of their recipients; null when all share one.</param>
/// <param name="Messages">The number of messages.</param>
public sealed record LaneLoad(string? Zone, int Messages);
