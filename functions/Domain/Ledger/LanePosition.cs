namespace CampaignTasks.Domain.Ledger;

/// <summary>A position in a lane: everything before it in the lane's order.</summary>
public sealed record LanePosition(int Lane, int Page, int Index);
