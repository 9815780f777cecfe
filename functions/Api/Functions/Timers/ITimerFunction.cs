namespace CampaignTasks.Api.Functions.Timers;

/// <summary>
/// Something done again and again. Both hosts call it at the times its row in the <see cref="FunctionCatalog"/> says, one tick after another. A
/// tick may come late, or twice: doing it twice must do no harm. What it throws is logged and shown in health; the next tick comes at its own time.
/// </summary>
internal interface ITimerFunction
{
    Task RunAsync(TimerTick tick, CancellationToken cancellationToken);
}

/// <summary>One call of a timer function.</summary>
/// <param name="ScheduledAt">When it was due.</param>
/// <param name="IsPastDue">True when its time passed while nobody was there to call: after a restart, or while the tick before still ran. All ticks missed make one call.</param>
internal sealed record TimerTick(DateTimeOffset ScheduledAt, bool IsPastDue);
