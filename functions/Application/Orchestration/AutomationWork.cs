namespace CampaignTasks.Application.Orchestration;

/// <summary>The work of an automation's next turn.</summary>
/// <param name="Automation">The automation.</param>
/// <param name="Batch">The turn's own name: repeating a turn makes the same runs.</param>
/// <param name="DueAt">The instant that was waited for. A timer fires up to a second early: the turn waits for the rest.</param>
public sealed record AutomationWork(AutomationRef Automation, string Batch, DateTimeOffset? DueAt = null);
