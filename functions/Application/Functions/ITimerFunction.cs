namespace CampaignTasks.Application.Functions;

/// <summary>
/// Something done again and again. Both hosts call it at the times its row in the function catalog says, one tick after another. A
/// tick may come late, or twice: doing it twice must do no harm. What it throws is logged and shown in health; the next tick comes at its own time.
/// </summary>
internal interface ITimerFunction
{
    Task RunAsync(TimerTick tick, CancellationToken cancellationToken);
}
