namespace CampaignTasks.Application.Orchestration;

/// <summary>The result of a turn of an automation.</summary>
/// <param name="Kind">How it goes on.</param>
/// <param name="Until">For <see cref="AutomationTurnKind.Wait"/>: when at the latest.</param>
public sealed record AutomationTurn(AutomationTurnKind Kind, DateTimeOffset? Until = null);
