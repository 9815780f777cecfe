namespace CampaignTasks.Application.Functions;

/// <summary>One call of a timer function.</summary>
/// <param name="ScheduledAt">When it was due.</param>
/// <param name="IsPastDue">
/// True when its time passed while no call was possible: after a restart, or while the previous tick ran. All missed ticks make one call.
/// </param>
internal sealed record TimerTick(DateTimeOffset ScheduledAt, bool IsPastDue);
