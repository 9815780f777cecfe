using CampaignTasks.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.Durable.Engine;

/// <summary>What the orchestrator sees of its turn.</summary>
internal sealed partial class TurnContext(
    Turn turn, ExecutionStartedEvent started, TimeSpan maximumTimerInterval, ILoggerFactory loggers) : TaskOrchestrationContext
{
    /// <summary>Hosts fail an instance whose custom status is larger (16 KB in UTF-16).</summary>
    private const int MaxCustomStatusChars = 8 * 1024;

    private int _guids;

    public override TaskName Name { get; } = started.Name;

    public override string InstanceId { get; } =
        turn.InstanceId is { Length: > 0 } id ? id : started.OrchestrationInstance?.InstanceId ?? string.Empty;

    public override ParentOrchestrationInstance? Parent { get; } = started.ParentInstance is { } parent
        ? new(parent.Name ?? string.Empty, parent.OrchestrationInstance?.InstanceId ?? string.Empty)
        : null;

    public override DateTime CurrentUtcDateTime => turn.Now;

    public override bool IsReplaying => turn.IsReplaying;

    public override string Version { get; } = started.Version ?? string.Empty;

    /// <summary>The status to send with this and every turn, as JSON.</summary>
    public string? CustomStatus { get; private set; }

    /// <summary>What ContinueAsNew asked for.</summary>
    public (string? Input, bool KeepsEvents)? NextExecution { get; private set; }

    protected override ILoggerFactory LoggerFactory { get; } = loggers;

    public override T? GetInput<T>()
        where T : default => turn.Converter.Deserialize<T>(started.Input);

    public override void SetCustomStatus(object? customStatus)
    {
        var json = turn.Converter.Serialize(customStatus);
        if (json is { Length: > MaxCustomStatusChars })
            throw new ArgumentException($"A custom status of {json.Length} characters is over the limit of {MaxCustomStatusChars}.", nameof(customStatus));
        CustomStatus = json;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        NextExecution = (turn.Converter.Serialize(newInput), preserveUnprocessedEvents);

    public override Guid NewGuid() => DeterministicGuid.Create(InstanceId, CurrentUtcDateTime, _guids++);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        if (fireAt.Kind is DateTimeKind.Local) throw new ArgumentException("Give the time in UTC.", nameof(fireAt));
        fireAt = DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        return fireAt - CurrentUtcDateTime <= maximumTimerInterval
            ? CreateOneTimer(fireAt, cancellationToken)
            : CreateTimerChain(fireAt, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        var wait = new OpenTask<T>(turn, eventName, -1);
        turn.OpenTasks++;
        if (turn.Inbox.TryTake(eventName, out var input))
        {
            wait.Complete(input);
            return wait.Task;
        }

        turn.Inbox.Wait(eventName, wait);
        wait.CancelBy(() => turn.Inbox.Forget(eventName, wait), cancellationToken);
        return wait.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object? payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var (id, build) = turn.Actions.Take(ActionKind.SentEvent, eventName);
        if (!build) return;
        turn.Actions.Send(new()
        {
            Id = id,
            SendEvent = new() { Instance = new() { InstanceId = instanceId }, Name = eventName, Data = turn.Converter.Serialize(payload) },
        });
    }

    private async Task CreateTimerChain(DateTime fireAt, CancellationToken cancellationToken)
    {
        while (fireAt - CurrentUtcDateTime > maximumTimerInterval)
            await CreateOneTimer(CurrentUtcDateTime + maximumTimerInterval, cancellationToken);
        await CreateOneTimer(fireAt, cancellationToken);
    }

    private Task CreateOneTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);
        var (id, build) = turn.Actions.Take(ActionKind.Timer, string.Empty);
        if (build) turn.Actions.Send(new() { Id = id, CreateTimer = new() { FireAt = Timestamp.FromDateTime(fireAt) } });
        var timer = Open<Unread>(id, string.Empty);
        timer.CancelBy(forget: null, cancellationToken);
        return timer.Task;
    }

    private OpenTask<T> Open<T>(int id, string name)
    {
        var open = new OpenTask<T>(turn, name, id);
        turn.OpenTasks++;
        turn.Actions.Await(id, open);
        return open;
    }
}
