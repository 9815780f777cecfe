namespace CampaignTasks.Domain.Tasks;

/// <summary>The treatment of messages that were overdue when the task was resumed.</summary>
/// <param name="Rule"><see cref="OverdueRule.SendNow"/> or <see cref="OverdueRule.Drop"/>.</param>
/// <param name="Messages">How many were overdue: by the forecast, so many would have left during the pause.</param>
/// <param name="AsOf">When the task was resumed.</param>
public sealed record OverdueMessages(OverdueRule Rule, int Messages, DateTimeOffset AsOf);
