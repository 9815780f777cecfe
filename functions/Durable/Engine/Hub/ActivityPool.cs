using System.Collections.Concurrent;
using CampaignTasks.Durable.Protocol;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>An activity to run.</summary>
/// <param name="InstanceId">Who asked.</param>
/// <param name="ExecutionId">Which generation waits for it; null when nobody does.</param>
/// <param name="Scheduled">The TaskScheduled event.</param>
/// <param name="OutboxItem">The item of the outbox that remembers it; null when the history does.</param>
internal sealed record ActivityWork(string InstanceId, string? ExecutionId, HistoryEvent Scheduled, long? OutboxItem);

/// <summary>Runs activities, a bounded number at a time, and reports their ends to the instances. An activity in the pool is not taken in again.</summary>
internal sealed class ActivityPool(
    ActivityRunner runner, SessionTable sessions, DurableHubOptions options, Surroundings surroundings, TimeProvider time, ILogger logger)
{
    private readonly FairQueue<ActivityWork> _queue = new(work => options.ShareOf(work.InstanceId), options.MaxConcurrentActivitiesOfOneShare);
    private readonly ConcurrentDictionary<(string, string?, long), byte> _taken = new();
    private volatile TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _draining;

    /// <summary>Activities that run, wait, or whose result is not committed yet.</summary>
    public int Open => _taken.Count;

    public void Add(ActivityWork work)
    {
        if (_taken.TryAdd(KeyOf(work), 0)) _queue.Add(work);
    }

    /// <summary>Forgets an activity whose end is committed, or whom nobody waits for any more.</summary>
    public void Settle(string instanceId, Arrival arrival)
    {
        if (arrival.MessageKey is not null || arrival.Event is null) return;
        var task = arrival.Event.TaskCompleted?.TaskScheduledId ?? arrival.Event.TaskFailed?.TaskScheduledId ?? 0;
        _taken.TryRemove((instanceId, arrival.ExecutionId, arrival.SettledItem ?? task), out _);
    }

    /// <summary>Waits until few enough activities wait, so that loading more instances cannot fill the memory.</summary>
    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (_queue.Count >= options.MaxQueuedActivities && !_draining)
        {
            var room = _room;
            if (_queue.Count >= options.MaxQueuedActivities) await room.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Begins no further activity.</summary>
    public void Drain()
    {
        _draining = true;
        _queue.Complete();
        _room.TrySetResult();
    }

    /// <summary>The workers.</summary>
    /// <param name="leave">What activities see: they had better end soon, and whatever they still return counts.</param>
    /// <param name="cancellationToken">Ends the workers. Activities that ignored the first token are left behind.</param>
    public Task RunAsync(CancellationToken leave, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, options.MaxConcurrentActivities).Select(_ => surroundings.Run(() => WorkAsync(leave, cancellationToken))));

    private static (string, string?, long) KeyOf(ActivityWork work) => (work.InstanceId, work.ExecutionId, work.OutboxItem ?? work.Scheduled.EventId);

    private async Task WorkAsync(CancellationToken leave, CancellationToken cancellationToken)
    {
        while (await _queue.NextAsync(cancellationToken) is { } work)
        {
            Interlocked.Exchange(ref _room, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            try
            {
                if (_draining) continue;
                var end = await EndOfAsync(work, leave);
                sessions.Post(work.InstanceId, new(end, work.ExecutionId) { SettledItem = work.OutboxItem });
            }
            catch (OperationCanceledException) when (leave.IsCancellationRequested)
            {
                // Not done: the next owner finds it open in the history.
            }
            finally
            {
                _queue.Done(work);
            }
        }
    }

    private async Task<HistoryEvent> EndOfAsync(ActivityWork work, CancellationToken cancellationToken)
    {
        var task = work.Scheduled.TaskScheduled;
        var outcome = await OutcomeOfAsync(task, work.InstanceId, cancellationToken);
        if (TurnLimits.TooLarge(outcome.Result ?? outcome.Failure?.ErrorMessage + outcome.Failure?.StackTrace) is { } tooLarge)
            outcome = new(null, new(TurnLimits.ErrorType, tooLarge, IsNonRetriable: true));
        if (outcome.Failure is { } failure) logger.ActivityFailed(task.Name, work.InstanceId, failure.ErrorType);
        return History.TaskEnded(work.Scheduled.EventId, outcome.Result, outcome.Failure is null ? null : Failures.ToWire(outcome.Failure), time.GetUtcNow());
    }

    // The runner answers for the activity; this answers for the runner (a service scope that fails to close), so that no worker is ever lost.
    private async Task<ActivityOutcome> OutcomeOfAsync(TaskScheduledEvent task, string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            return await runner.RunAsync(task.Name, instanceId, task.Input, TraceContexts.Parse(task.ParentTraceContext), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, Durable.TaskFailureDetails.FromException(e));
        }
    }
}
