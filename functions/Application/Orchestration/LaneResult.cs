namespace CampaignTasks.Application.Orchestration;

/// <summary>How far an activity got with its lane.</summary>
/// <param name="State">Whether and how the lane goes on.</param>
/// <param name="Next">What to do next, unless done.</param>
public sealed record LaneResult(LaneState State, LaneWork Next);
