namespace CampaignTasks.Domain.Ledger;

/// <summary>A stage of a run's roll-out, fixed when the run is planned.</summary>
/// <param name="EndPage">The number of the first page after the stage's pages.</param>
/// <param name="Recipients">The number of recipients.</param>
public sealed record RunStage(int EndPage, int Recipients);
