namespace CampaignTasks.Application.Orchestration;

/// <summary>How a step of a walk ended.</summary>
/// <param name="Next">Where the walk goes on.</param>
/// <param name="IsThrough">Whether the round is at its end.</param>
public sealed record ErasureStep(ErasureScan Next, bool IsThrough);
