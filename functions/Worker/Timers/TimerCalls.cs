using CampaignTasks.Api.Functions;
using CampaignTasks.Application.Functions;
using CampaignTasks.Domain.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.Worker.Timers;

/// <summary>
/// Passes ticks of the Functions host to the catalog's timer functions, and notes that they came: health looks for those that do not.
/// </summary>
internal sealed class TimerCalls(TimerRunner runner, ITimerMarks marks, TimeProvider time, ILogger<TimerCalls> logger)
{
    /// <summary>
    /// Calls the function of that name. What it throws is thrown on, so that the Functions host tells the call as failed.
    /// </summary>
    public async Task RunAsync(string name, TimerInfo timer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await MarkAsync(name, now, cancellationToken);
        await runner.RunAsync(
            FunctionCatalog.Timers.Single(row => row.Name == name),
            new TimerTick(DueAt(timer, now), timer.IsPastDue),
            cancellationToken
        );
    }

    // A host without a record of the tick before does not say when this one was due: then it was now.
    private static DateTimeOffset DueAt(TimerInfo timer, DateTimeOffset now) =>
        timer.ScheduleStatus is { Next: var next }
        && next > DateTime.UnixEpoch
        && new DateTimeOffset(next.ToUniversalTime()) is var due
        && due <= now
            ? due
            : now;

    private async Task MarkAsync(string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await marks.SetAsync(name, now, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.CallNotMarked(e, name);
        }
    }
}
