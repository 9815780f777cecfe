namespace CampaignTasks.Application.Forecasts;

/// <summary>A message of a dry run.</summary>
/// <param name="Address">The address.</param>
/// <param name="At">The minute in which it leaves.</param>
/// <param name="Account">The account it leaves through.</param>
internal sealed record DryRunMessage(string Address, DateTimeOffset At, string Account);
