using CampaignTasks.Api.Functions;
using CampaignTasks.Application.Functions;
using CampaignTasks.Domain.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.Worker.Timers;

/// <summary>
/// The calls of the catalog's timer functions by the Functions host. Each call is stored, so that health can report timers that are not
/// called.
/// </summary>
internal sealed class TimerCalls(TimerRunner runner, ITimerMarks marks, TimeProvider time, ILogger<TimerCalls> logger)
{
    /// <summary>
    /// Calls the function of that name. Its exceptions are rethrown, so that the Functions host reports the call as failed.
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

    // A host without a record of the previous tick does not report when this one was due: then it is now.
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
