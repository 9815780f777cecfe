namespace CampaignTasks.Domain.Ledger;

/// <summary>How many messages a run still owed at an instant.</summary>
public sealed record RunSighting(int Open, DateTimeOffset At);
