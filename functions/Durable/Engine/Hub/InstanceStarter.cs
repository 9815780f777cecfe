using CampaignTasks.Durable.Protocol;
using Google.Protobuf;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>How a start ended.</summary>
internal enum StartResult
{
    /// <summary>The instance is stored.</summary>
    Started,

    /// <summary>This very start was stored before.</summary>
    Repeated,

    /// <summary>The id belongs to another instance.</summary>
    Refused,
}

/// <summary>Stores new instances, each start once.</summary>
internal sealed class InstanceStarter(IHubStore store, DurableHubOptions options, TimeProvider time)
{
    /// <param name="start">The ExecutionStarted event.</param>
    /// <param name="startedBy">Identifies this start: the same one again is a repetition.</param>
    /// <param name="epoch">The owner's epoch; 0 for a client elsewhere.</param>
    /// <param name="cancellationToken">Ends the requests; the start is in doubt then.</param>
    public async Task<(StartResult Result, InstanceState? State)> StartAsync(
        HistoryEvent start, string startedBy, long epoch, CancellationToken cancellationToken)
    {
        var state = NewState(start, startedBy, epoch);
        while (true)
        {
            if (await store.TryCreateInstanceAsync(state, cancellationToken) is { } version) return (StartResult.Started, state with { Version = version });
            if (await store.ReadInstanceAsync(state.InstanceId, cancellationToken) is not { } found) continue;
            if (found.StartedBy == startedBy) return (StartResult.Repeated, found);
            if (!found.IsFinished || !options.ReuseFinishedInstances) return (StartResult.Refused, found);
            if (await TryReplaceAsync(found, state, cancellationToken) is { } replaced) return (StartResult.Started, replaced);
        }
    }

    private InstanceState NewState(HistoryEvent start, string startedBy, long epoch)
    {
        var started = start.ExecutionStarted;
        var startAt = started.ScheduledStartTimestamp?.ToDateTimeOffset();
        var now = time.GetUtcNow();
        return new()
        {
            InstanceId = started.OrchestrationInstance.InstanceId,
            Name = started.Name,
            ExecutionId = started.OrchestrationInstance.ExecutionId,
            StartedBy = startedBy,
            Status = OrchestrationRuntimeStatus.Pending,
            CreatedAt = now,
            LastUpdatedAt = now,
            Epoch = epoch,
            NextDue = startAt,
            Busy = startAt is null,
            Start = start.ToByteArray(),
        };
    }

    // What the finished instance still has to deliver stays in the outbox and goes out with the new instance.
    private async Task<InstanceState?> TryReplaceAsync(InstanceState found, InstanceState state, CancellationToken cancellationToken)
    {
        var next = state with
        {
            Generation = found.Generation + 1,
            Outbox = found.Outbox,
            OutboxRows = found.OutboxRows,
            Busy = state.Busy || found.Busy,
            Version = found.Version,
        };
        var dropped = HistoryLog.RowNames(found.Generation, found.HistoryRows).Take(20).ToList();
        try
        {
            return next with { Version = await store.CommitAsync(new() { State = next, Replace = true, DroppedRows = dropped }, cancellationToken) };
        }
        catch (HubConflictException)
        {
            return null; // somebody else was faster: look again
        }
    }
}
