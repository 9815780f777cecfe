namespace CampaignTasks.Application.Orchestration;

/// <summary>The result of a step of a lane.</summary>
/// <param name="State">How the lane goes on.</param>
/// <param name="Next">The next work, unless done.</param>
public sealed record LaneResult(LaneState State, LaneWork Next);
