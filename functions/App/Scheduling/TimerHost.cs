using CampaignTasks.Api.Functions;
using CampaignTasks.Domain.Timers;

namespace CampaignTasks.App.Scheduling;

/// <summary>
/// The host of the catalog's timer functions where there is no Functions host. A function that fails, or takes long, does not delay the
/// others.
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
