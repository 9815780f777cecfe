using CampaignTasks.Api.Functions;
using CampaignTasks.Application.Functions;
using CampaignTasks.Domain.Timers;

namespace CampaignTasks.App.Scheduling;

/// <summary>
/// The ticks of one timer function in the standalone host. Only the lease's owner calls it, so one process at a time does; each call is
/// recorded in storage, so that the next owner sees what was missed.
/// </summary>
internal sealed class TimerLoop(
    TimerFunction function,
    TimerRunner runner,
    ITimerMarks marks,
    ISchedulerLease lease,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>The interval at which the owner is requested, and at which storage is tried again when it does not answer.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>The longest sleep: a clock that was set, or a machine that slept, is noticed after it.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private long _term;
    private DateTimeOffset _called;
    private DateTimeOffset? _awaited;

    /// <summary>Calls the function whenever it is due, until it is stopped.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(await StepAsync(cancellationToken), time, cancellationToken);
        }
    }

    /// <returns>The time until the next step.</returns>
    private async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        if (lease.Term is not { } term || (term != _term && !await TryBeginAsync(term, cancellationToken)))
        {
            _term = 0;
            return Again;
        }

        var due = NextAfter(_called);
        var now = time.GetUtcNow();
        if (due > now)
        {
            _awaited = due;
            return due - now < LongestSleep ? due - now : LongestSleep;
        }

        await CallAsync(new(due, IsPastDue: _awaited != due), cancellationToken);
        await MarkAsync(now > due ? now : due, cancellationToken);
        return TimeSpan.Zero;
    }

    // The calls of previous owners count. A function that was never called begins now.
    private async Task<bool> TryBeginAsync(long term, CancellationToken cancellationToken)
    {
        try
        {
            if (await marks.FindAsync(function.Name, cancellationToken) is { } called)
            {
                _called = called;
            }
            else
            {
                _called = time.GetUtcNow();
                await marks.SetAsync(function.Name, _called, cancellationToken);
            }

            (_term, _awaited) = (term, null);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.TimerMarkFailed(e, function.Name);
            return false;
        }
    }

    private async Task CallAsync(TimerTick tick, CancellationToken cancellationToken)
    {
        try
        {
            await runner.RunAsync(function, tick, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The runner has logged it and shows it in health: the next tick comes when it is due.
        }
    }

    // A mark that is not stored may cost a repeated call after a restart, and nothing else.
    private async Task MarkAsync(DateTimeOffset called, CancellationToken cancellationToken)
    {
        _called = called;
        try
        {
            await marks.SetAsync(function.Name, called, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.TimerMarkFailed(e, function.Name);
        }
    }

    private DateTimeOffset NextAfter(DateTimeOffset called) => new(function.Schedule.GetNextOccurrence(called.UtcDateTime), TimeSpan.Zero);
}
