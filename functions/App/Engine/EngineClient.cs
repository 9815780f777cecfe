using System.Diagnostics;
using System.Globalization;
using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Core.Tracing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using OrchestrationQuery = Microsoft.DurableTask.Client.OrchestrationQuery;
using PurgeResult = Microsoft.DurableTask.Client.PurgeResult;

namespace CampaignTasks.App.Engine;

/// <summary>The client of the hub that this process works for.</summary>
internal sealed class EngineClient(
    string name,
    AzureStorageOrchestrationService hub,
    IOptionsMonitor<DurableTaskClientOptions> options,
    TimeProvider time
) : DurableTaskClient(name)
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan LongestWaitForFirstTurn = TimeSpan.FromSeconds(3);

    // Without them the engine replaces an instance that lives.
    private static readonly OrchestrationStatus[] Living =
    [
        OrchestrationStatus.Pending,
        OrchestrationStatus.Running,
        OrchestrationStatus.Suspended,
        OrchestrationStatus.ContinuedAsNew,
    ];

    private readonly DataConverter _converter = options.Get(name).DataConverter;

    /// <exception cref="OrchestrationAlreadyExistsException">
    /// The id is that of an instance which has not ended, or which the options say is not to be replaced.
    /// </exception>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        var instance = new OrchestrationInstance { InstanceId = id, ExecutionId = Guid.NewGuid().ToString("N") };

        // Housekeeping, which no caller requested, begins no trace.
        var caller = Activity.Current is { Recorded: true } recorded ? recorded : null;
        var started = new ExecutionStartedEvent(-1, _converter.Serialize(input))
        {
            Name = orchestratorName.Name,
            Version = options?.Version?.Version ?? "",
            OrchestrationInstance = instance,
            ScheduledStartTime = options?.StartAt?.UtcDateTime,
            ParentTraceContext = caller is null ? null : new DistributedTraceContext(caller.Id!, caller.TraceStateString),
            Tags = TagsOf(options, isTraced: caller is not null),
        };
        await hub.CreateTaskOrchestrationAsync(new TaskMessage { OrchestrationInstance = instance, Event = started }, Refused(options));

        if (options?.InstanceId is not null)
        {
            await EnsureFirstAsync(instance);
        }

        return id;
    }

    /// <summary>
    /// Raises an event. An instance that does not exist, or has ended, ignores it without an error. One that was just started gets
    /// three seconds for its first turn, because the engine may lose what comes before it.
    /// </summary>
    public override Task RaiseEventAsync(
        string instanceId,
        string eventName,
        object? eventPayload = null,
        CancellationToken cancellation = default
    ) => SendAsync(instanceId, new EventRaisedEvent(-1, _converter.Serialize(eventPayload)) { Name = eventName }, cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionSuspendedEvent(-1, reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionResumedEvent(-1, reason), cancellation);

    /// <summary>Terminates an instance. One that does not exist, or has ended, is left unchanged.</summary>
    public override async Task TerminateInstanceAsync(
        string instanceId,
        TerminateInstanceOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        // A hub that gets a termination for an unknown instance stops working for good.
        if (await FindAsync(instanceId, cancellation) is { } state && !IsOver(state))
        {
            await hub.ForceTerminateTaskOrchestrationAsync(instanceId, _converter.Serialize(options?.Output));
        }
    }

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => await FindAsync(instanceId, cancellation) is { } state ? MetadataOf(state, getInputsAndOutputs) : null;

    public override Microsoft.DurableTask.AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        Pageable.Create(
            async (token, size, cancellation) =>
            {
                var query = new DurableTask.Core.Query.OrchestrationQuery
                {
                    RuntimeStatus = filter?.Statuses?.Select(CoreOf).ToList(),
                    CreatedTimeFrom = filter?.CreatedFrom?.UtcDateTime,
                    CreatedTimeTo = filter?.CreatedTo?.UtcDateTime,
                    InstanceIdPrefix = filter?.InstanceIdPrefix,
                    PageSize = size ?? filter?.PageSize ?? OrchestrationQuery.DefaultPageSize,
                    ContinuationToken = token ?? filter?.ContinuationToken,
                    FetchInputsAndOutputs = filter?.FetchInputsAndOutputs ?? false,
                };
                var found = await hub.GetOrchestrationWithQueryAsync(query, cancellation);
                return new Microsoft.DurableTask.Page<OrchestrationMetadata>(
                    [.. found.OrchestrationState.Select(state => MetadataOf(state, query.FetchInputsAndOutputs))],
                    found.ContinuationToken is { Length: > 0 } next ? next : null
                );
            }
        );

    /// <exception cref="InvalidOperationException">There is no such instance.</exception>
    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) =>
        WaitAsync(
            instanceId,
            static state => state.OrchestrationStatus is not OrchestrationStatus.Pending,
            getInputsAndOutputs,
            cancellation
        );

    /// <exception cref="InvalidOperationException">There is no such instance.</exception>
    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => WaitAsync(instanceId, IsOver, getInputsAndOutputs, cancellation);

    /// <summary>Deletes an instance that has ended; a live one is left unchanged.</summary>
    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId,
        PurgeInstanceOptions? options = null,
        CancellationToken cancellation = default
    ) =>
        await FindAsync(instanceId, cancellation) is { } state && IsOver(state)
            ? new((await hub.PurgeInstanceHistoryAsync(instanceId)).InstancesDeleted)
            : new(0);

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter,
        PurgeInstanceOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var purged = await hub.PurgeInstanceHistoryAsync(
            (filter.CreatedFrom ?? DateTimeOffset.UnixEpoch).UtcDateTime,
            filter.CreatedTo?.UtcDateTime,
            filter.Statuses?.Select(CoreOf) ?? [OrchestrationStatus.Completed, OrchestrationStatus.Failed, OrchestrationStatus.Terminated]
        );
        return new(purged.InstancesDeleted);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool IsOver(OrchestrationState state) =>
        state.OrchestrationStatus
            is OrchestrationStatus.Completed
                or OrchestrationStatus.Failed
                or OrchestrationStatus.Terminated
                or OrchestrationStatus.Canceled;

    private static OrchestrationStatus[] Refused(StartOrchestrationOptions? options) =>
        [.. Living, .. options?.DedupeStatuses?.Select(status => Enum.Parse<OrchestrationStatus>(status, ignoreCase: true)) ?? []];

    // Of several concurrent starts of an id one is first, and the engine does not report that to the others.
    private async Task EnsureFirstAsync(OrchestrationInstance instance)
    {
        if (
            await FindAsync(instance.InstanceId, CancellationToken.None) is { } first
            && first.OrchestrationInstance.ExecutionId != instance.ExecutionId
        )
        {
            throw new OrchestrationAlreadyExistsException($"An instance with the id {instance.InstanceId} was started at the same moment.");
        }
    }

    private Dictionary<string, string> TagsOf(StartOrchestrationOptions? options, bool isTraced)
    {
        var tags = new Dictionary<string, string>(options?.Tags ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        if (isTraced)
        {
            // The engine's tracing requires it for a separate span of the start.
            tags[OrchestrationTags.CreateTraceForNewOrchestration] = "true";
            tags[OrchestrationTags.RequestTime] = time.GetUtcNow().ToString(CultureInfo.InvariantCulture);
        }

        return tags;
    }

    private async Task<OrchestrationState?> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellationToken.ThrowIfCancellationRequested();
        return (await hub.GetOrchestrationStateAsync(instanceId, allExecutions: false)).FirstOrDefault();
    }

    private async Task SendAsync(string instanceId, HistoryEvent message, CancellationToken cancellationToken)
    {
        await WaitForFirstTurnAsync(instanceId, cancellationToken);
        await hub.SendTaskOrchestrationMessageAsync(
            new TaskMessage
            {
                OrchestrationInstance = new() { InstanceId = instanceId },
                Event = message,
            }
        );
    }

    // The hub defers a start that it reads before the row of its instance is written. What it reads meanwhile finds no instance, and is
    // discarded.
    private async Task WaitForFirstTurnAsync(string instanceId, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        for (var pause = FirstPoll; time.GetElapsedTime(begun) < LongestWaitForFirstTurn; pause = Longer(pause))
        {
            if (await FindAsync(instanceId, cancellationToken) is not { OrchestrationStatus: OrchestrationStatus.Pending })
            {
                return;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPoll ? pause * 2 : LongestPoll;

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId,
        Func<OrchestrationState, bool> reached,
        bool getInputsAndOutputs,
        CancellationToken cancellationToken
    )
    {
        for (var pause = FirstPoll; ; pause = Longer(pause))
        {
            var state = await FindAsync(instanceId, cancellationToken)
                ?? throw new InvalidOperationException($"There is no instance {instanceId}.");
            if (reached(state))
            {
                return MetadataOf(state, getInputsAndOutputs);
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    // By name: the numbers differ between the packages.
    private static OrchestrationStatus CoreOf(OrchestrationRuntimeStatus status) => Enum.Parse<OrchestrationStatus>(status.ToString());

    private OrchestrationMetadata MetadataOf(OrchestrationState state, bool withPayloads) =>
        new(state.Name, state.OrchestrationInstance.InstanceId)
        {
            DataConverter = withPayloads ? _converter : null,
            RuntimeStatus = Enum.Parse<OrchestrationRuntimeStatus>(state.OrchestrationStatus.ToString()),
            CreatedAt = new DateTimeOffset(DateTime.SpecifyKind(state.CreatedTime, DateTimeKind.Utc)),
            LastUpdatedAt = new DateTimeOffset(DateTime.SpecifyKind(state.LastUpdatedTime, DateTimeKind.Utc)),
            SerializedInput = withPayloads ? state.Input : null,

            // The store keeps no failure details: the failure's text is the output.
            SerializedOutput = withPayloads ? state.Output : null,
            SerializedCustomStatus = withPayloads ? state.Status : null,
            Tags = state.Tags is { } tags ? new Dictionary<string, string>(tags) : new Dictionary<string, string>(),
        };
}
