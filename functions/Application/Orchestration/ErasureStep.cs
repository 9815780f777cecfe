namespace CampaignTasks.Application.Orchestration;

/// <summary>The result of a step of a scan.</summary>
/// <param name="Next">The scan as it goes on.</param>
/// <param name="IsThrough">Whether the round has ended.</param>
public sealed record ErasureStep(ErasureScan Next, bool IsThrough);
