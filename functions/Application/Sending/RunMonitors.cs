using System.Collections.Concurrent;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// What senders of this process look at before every message. A change made in this process is seen at once; one made elsewhere is seen
/// within <see cref="PollEvery"/>, because every watched task is read that often.
/// </summary>
internal sealed class RunMonitors(ITaskStore tasks, TimeProvider time, ILogger<RunMonitors> logger)
{
    // Well inside the second in which a pause must be seen.
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(400);

    private readonly ConcurrentDictionary<string, RunMonitor> _watched = new(StringComparer.Ordinal);

    // After this long without an answer nothing more leaves: a process that stood still, or that storage does not answer, knows nothing.
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Watches a run under a plan until the answer is disposed; watchers of the same run and plan share one control. Watch first and
    /// <see cref="RunMonitor.ReadAsync"/> then: what is changed in between is seen.
    /// </summary>
    public RunMonitor Subscribe(RunRef run, int planVersion)
    {
        while (true)
        {
            var control = _watched.GetOrAdd(Key(run.RunId, planVersion), _ => new RunMonitor(run, planVersion, this));
            if (control.TryAddWatcher(out var isFirst))
            {
                if (isFirst)
                {
                    _ = PollAsync(control);
                }

                return control;
            }

            // Its last watcher has just gone: take a new one.
            Forget(control);
        }
    }

    /// <summary>Tells the watchers of a task's run what has just been stored.</summary>
    public void Changed(CampaignTask task)
    {
        foreach (var control in _watched.Values)
        {
            if (control.Run.TaskId == task.Id && control.Run.TenantId == task.TenantId)
            {
                control.Observe(task);
            }
        }
    }

    /// <summary>Makes sure that what the control shows is not old.</summary>
    internal Task EnsureFreshAsync(RunMonitor control, CancellationToken cancellationToken) =>
        time.GetElapsedTime(control.ReadAt) < GoodFor ? Task.CompletedTask : ReadAsync(control, cancellationToken);

    internal async Task<CampaignTask?> ReadAsync(RunMonitor control, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        var task = await tasks.FindAsync(control.Run.TenantId, control.Run.TaskId, cancellationToken);
        control.Observe(task);
        control.ReadAt = asked;
        return task;
    }

    internal void Forget(RunMonitor control) => _watched.TryRemove(new(Key(control.Run.RunId, control.PlanVersion), control));

    private static string Key(string runId, int planVersion) => $"{runId}/{planVersion}";

    private async Task PollAsync(RunMonitor control)
    {
        using var timer = new PeriodicTimer(PollEvery, time);
        while (!control.Unwatched.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(control.Unwatched);
                await ReadAsync(control, control.Unwatched);
            }
            catch (OperationCanceledException) when (control.Unwatched.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Storage is away for now: claims will fail too, and the next tick asks again.
                logger.RunNotRead(e, control.Run.RunId);
            }
        }
    }
}
