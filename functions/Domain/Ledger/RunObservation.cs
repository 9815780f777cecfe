namespace CampaignTasks.Domain.Ledger;

/// <summary>The number of open messages of a run at an instant.</summary>
public sealed record RunObservation(int Open, DateTimeOffset At);
