namespace CampaignTasks.Application.Functions;

/// <summary>
/// A function called on a schedule. Both hosts call it at the times in its row of the function catalog, one tick after another. A tick
/// may be late, or repeated: running twice must do no harm. Exceptions are logged and shown in health; the next tick comes at its own
/// time.
/// </summary>
internal interface ITimerFunction
{
    Task RunAsync(TimerTick tick, CancellationToken cancellationToken);
}
