using System.Diagnostics;
using CampaignTasks.Durable.Protocol;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>The client of the embedded hub: writes to storage, then tells the owner, in this process directly, else by a note.</summary>
internal sealed class HubClient(HubWorker hub, DataConverter converter) : DurableTaskClient
{
    // How often a waiting caller asks storage: rarely where a signal is to be expected, often where the owner is elsewhere.
    private static readonly TimeSpan AskBesideSignals = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskWithoutSignals = TimeSpan.FromMilliseconds(500);

    private readonly IHubStore _store = hub.Parts.Store;
    private readonly TimeProvider _time = hub.Parts.Time;
    private readonly UlidSource _ulids = hub.Parts.Ulids;
    private readonly InstanceStarter _starter = new(hub.Parts.Store, hub.Parts.Options, hub.Parts.Time);
    private readonly MessageSender _sender = new(hub);

    /// <inheritdoc/>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input, StartOrchestrationOptions? options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(orchestratorName.Name, nameof(orchestratorName));
        var id = InstanceIds.Check(options?.InstanceId ?? Guid.NewGuid().ToString("N"));
        using var span = Telemetry.StartInstance(orchestratorName.Name, id);
        var start = History.Started(id, orchestratorName.Name, _ulids.Next(), Payload(input), _time.GetUtcNow());
        start.ExecutionStarted.ParentTraceContext = TraceContexts.Of(span ?? Activity.Current, _time.GetUtcNow());
        start.ExecutionStarted.Version = options?.Version;
        if (options?.StartAt is { } startAt && startAt > _time.GetUtcNow())
            start.ExecutionStarted.ScheduledStartTimestamp = Timestamp.FromDateTimeOffset(startAt);
        foreach (var (key, value) in options?.Tags ?? new Dictionary<string, string>()) start.ExecutionStarted.Tags.Add(key, value);

        var (result, state) = await _starter.StartAsync(start, _ulids.Next(), hub.Owner?.Epoch ?? 0, cancellationToken);
        if (result is StartResult.Refused) throw new OrchestrationAlreadyExistsException(id);
        // The instance is stored: from here on nothing may stop the owner from hearing of it.
        var isNew = state is { Outbox.IsEmpty: true, OutboxRows: 0 } && result is StartResult.Started;
        if (hub.Owner is { } owner) owner.Nudge(id, fresh: isNew ? LoadedInstance.OfNew(state!) : null);
        else await _store.AddWakeAsync(new(_ulids.Next(), id, null), CancellationToken.None);
        return id;
    }

    /// <inheritdoc/>
    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var e = History.At(_time.GetUtcNow());
        e.EventRaised = new() { Name = eventName, Input = Payload(eventPayload) };
        return _sender.SendAsync(instanceId, e, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task SuspendInstanceAsync(string instanceId, string? reason, CancellationToken cancellationToken)
    {
        var e = History.At(_time.GetUtcNow());
        e.ExecutionSuspended = new() { Input = reason };
        return _sender.SendAsync(instanceId, e, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task ResumeInstanceAsync(string instanceId, string? reason, CancellationToken cancellationToken)
    {
        var e = History.At(_time.GetUtcNow());
        e.ExecutionResumed = new() { Input = reason };
        return _sender.SendAsync(instanceId, e, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellationToken)
    {
        var e = History.At(_time.GetUtcNow());
        e.ExecutionTerminated = new() { Input = Payload(output) };
        return _sender.SendAsync(instanceId, e, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, bool getInputsAndOutputs, CancellationToken cancellationToken) =>
        await _store.ReadInstanceAsync(InstanceIds.Check(instanceId), cancellationToken) is { } state ? Metadata.Of(state, getInputsAndOutputs, converter) : null;

    /// <inheritdoc/>
    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter) => new(async (token, size, cancellationToken) =>
    {
        filter ??= new();
        var page = await _store.QueryAsync(
            new()
            {
                Statuses = [.. filter.Statuses ?? []],
                InstanceIdPrefix = filter.InstanceIdPrefix,
                CreatedFrom = filter.CreatedFrom,
                CreatedTo = filter.CreatedTo,
                PageSize = Math.Clamp(size ?? filter.PageSize, 1, 1_000),
                WithPayloads = filter.FetchInputsAndOutputs,
            },
            token ?? filter.ContinuationToken,
            cancellationToken);
        return new([.. page.Instances.Select(state => Metadata.Of(state, filter.FetchInputsAndOutputs, converter))], page.Continuation);
    });

    /// <inheritdoc/>
    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs, CancellationToken cancellationToken) =>
        WaitAsync(instanceId, static state => state.Status is not OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellationToken);

    /// <inheritdoc/>
    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs, CancellationToken cancellationToken) =>
        WaitAsync(instanceId, static state => state.IsFinished, getInputsAndOutputs, cancellationToken);

    /// <inheritdoc/>
    public override async Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellationToken) =>
        await _store.ReadInstanceAsync(InstanceIds.Check(instanceId), cancellationToken) is { } state && await PurgeAsync(state, cancellationToken)
            ? new(1) : new(0);

    /// <inheritdoc/>
    public override async Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        List<OrchestrationRuntimeStatus> finished = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated, OrchestrationRuntimeStatus.Canceled];
        var wanted = new InstanceFilter
        {
            Statuses = filter.Statuses is { Count: > 0 } statuses ? [.. statuses.Intersect(finished)] : finished,
            CreatedFrom = filter.CreatedFrom,
            CreatedTo = filter.CreatedTo,
        };
        var purged = 0;
        string? continuation = null;
        do
        {
            var page = wanted.Statuses.Count == 0 ? new([], null) : await _store.QueryAsync(wanted, continuation, cancellationToken);
            foreach (var state in page.Instances)
                if (await PurgeAsync(state, cancellationToken)) purged++;
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return new(purged);
    }

    // A finished instance that still has something to deliver is spared until that is done.
    private async Task<bool> PurgeAsync(InstanceState state, CancellationToken cancellationToken) =>
        !state.IsActive && await _store.PurgeAsync(state.InstanceId, state.Version!, cancellationToken);

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceState, bool> reached, bool withPayloads, CancellationToken cancellationToken)
    {
        InstanceIds.Check(instanceId);
        while (true)
        {
            using var listener = hub.Parts.Signals.Listen(instanceId);
            var state = await _store.ReadInstanceAsync(instanceId, cancellationToken) ?? throw new OrchestrationNotFoundException(instanceId);
            if (reached(state)) return Metadata.Of(state, withPayloads, converter);

            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(listener.Changed, Task.Delay(hub.Owner is null ? AskWithoutSignals : AskBesideSignals, _time, done.Token));
            await hub.Parts.Surroundings.CancelAsync(done);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private string? Payload(object? value)
    {
        var payload = converter.Serialize(value);
        return TurnLimits.TooLarge(payload) is { } tooLarge ? throw new ArgumentException(tooLarge, nameof(value)) : payload;
    }
}
