namespace CampaignTasks.Application.Orchestration;

/// <summary>What a run is to do, and how it is planned.</summary>
/// <param name="Order">What to do now.</param>
/// <param name="Lanes">How many lanes share the pages.</param>
/// <param name="Pages">How many pages it has; zero when it holds.</param>
/// <param name="Progress">How far its one lane got already; null when it has not begun.</param>
/// <param name="End">How it ended already; null when it is still to be closed.</param>
public sealed record RunPlan(RunOrder Order, int Lanes, int Pages, LaneResult? Progress = null, RunEnd? End = null);
