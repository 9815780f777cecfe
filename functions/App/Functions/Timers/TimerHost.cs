using CampaignTasks.Domain.Timers;
using CampaignTasks.Durable;

namespace CampaignTasks.App.Functions.Timers;

/// <summary>Calls the catalog's timer functions where no Functions host does. One that fails, or takes long, holds up none of the others.</summary>
internal sealed class TimerHost(
    IReadOnlyCollection<Function.Timer> functions, TimerRunner runner, ITimerMarks marks, IHubHealth hub, TimeProvider time, ILogger<TimerHost> logger)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(functions.Select(function => new TimerLoop(function, runner, marks, hub, time, logger).RunAsync(stoppingToken)));
}
