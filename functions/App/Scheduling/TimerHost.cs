using CampaignTasks.Api.Functions;
using CampaignTasks.Domain.Timers;

namespace CampaignTasks.App.Scheduling;

/// <summary>
/// Calls the catalog's timer functions where no Functions host does. One that fails, or takes long, holds up none of the others.
/// </summary>
internal sealed class TimerHost(
    IReadOnlyCollection<TimerFunction> functions,
    TimerRunner runner,
    ITimerMarks marks,
    ISchedulerLease lease,
    TimeProvider time,
    ILogger<TimerHost> logger
) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(functions.Select(function => new TimerLoop(function, runner, marks, lease, time, logger).RunAsync(stoppingToken)));
}
