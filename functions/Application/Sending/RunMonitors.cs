using System.Collections.Concurrent;
using System.Globalization;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The monitors of the runs that this process sends. A change made in this process is observed at once; one made elsewhere within
/// <see cref="PollInterval"/>, because every monitored task is read that often.
/// </summary>
internal sealed class RunMonitors(SendingTasks tasks, TenantStatuses tenants, TimeProvider time, ILogger<RunMonitors> logger)
{
    // Well inside the second in which a pause must be seen.
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(400);

    private readonly ConcurrentDictionary<string, RunMonitor> _monitors = new(StringComparer.Ordinal);

    // After this long without an answer nothing more leaves: a process that stood still, or that storage does not answer, knows nothing.
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Subscribes to a run under its plan until the answer is disposed; subscribers of the same run and plan share one monitor. Subscribe
    /// first and <see cref="RunMonitor.ReadAsync"/> then: a change in between is observed.
    /// </summary>
    public RunMonitor Subscribe(Run run)
    {
        while (true)
        {
            var monitor = _monitors.GetOrAdd(Key(run), _ => new RunMonitor(run, this));
            if (monitor.TrySubscribe(out var isFirst))
            {
                if (isFirst)
                {
                    _ = PollAsync(monitor);
                }

                return monitor;
            }

            // Its last subscriber has just gone: create a new one.
            Forget(monitor);
        }
    }

    /// <summary>Lets the monitors of a task's run observe what has just been stored.</summary>
    public void Changed(CampaignTask task)
    {
        foreach (var monitor in _monitors.Values)
        {
            if (monitor.Run.TaskId == task.Id && monitor.Run.TenantId == task.TenantId)
            {
                monitor.Observe(task);
            }
        }
    }

    /// <summary>Reads the task if it was not read within <see cref="MaxAge"/>.</summary>
    internal Task EnsureFreshAsync(RunMonitor monitor, CancellationToken cancellationToken) =>
        time.GetElapsedTime(monitor.ReadAt) < MaxAge ? Task.CompletedTask : ReadAsync(monitor, cancellationToken);

    internal async Task<CampaignTask?> ReadAsync(RunMonitor monitor, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var mayTenantSend = await tenants.IsActiveAsync(monitor.Run.TenantId, cancellationToken);
        var task = await tasks.FindAsync(monitor.Run, cancellationToken);
        monitor.Observe(task, mayTenantSend);
        monitor.ReadAt = began;
        return task;
    }

    internal void Forget(RunMonitor monitor) => _monitors.TryRemove(new(Key(monitor.Run), monitor));

    private static string Key(Run run) => string.Create(CultureInfo.InvariantCulture, $"{run.Id}/{run.PlanVersion}");

    private async Task PollAsync(RunMonitor monitor)
    {
        using var timer = new PeriodicTimer(PollInterval, time);
        while (!monitor.Unsubscribed.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(monitor.Unsubscribed);
                await ReadAsync(monitor, monitor.Unsubscribed);
            }
            catch (OperationCanceledException) when (monitor.Unsubscribed.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Storage does not answer now: claims will fail too, and the next tick reads again.
                logger.RunNotRead(e, monitor.Run.Id.ToString());
            }
        }
    }
}
