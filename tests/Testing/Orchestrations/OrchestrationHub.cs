using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Protobuf;

namespace CampaignTasks.Testing.Orchestrations;

/// <summary>
/// Stored orchestrations, their messages, timers and calls of activities, shared by whoever works on them. It promises what the genuine
/// store promises and no more: whatever is taken is hidden for a while and comes back unless it is done with, messages are sent before the
/// turn that sends them is stored, and only one of those who took the same turn can store it.
/// </summary>
/// <param name="time">Its clock; messages become visible by its timestamps, as a storage service has a clock of its own.</param>
/// <param name="chance">Where its liberties are drawn from.</param>
/// <param name="unrest">The liberties it takes.</param>
public sealed partial class OrchestrationHub(TimeProvider time, Random chance, HubUnrest unrest)
{
    /// <summary>How long what was taken is hidden from others.</summary>
    public static readonly TimeSpan VisibilityTimeout = TimeSpan.FromSeconds(10);

    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<string, StoredInstance> _instances = new(StringComparer.Ordinal);
    private readonly List<StoredInstance> _addressed = [];
    private readonly ActivityQueue _activities = new();
    private long _numbers;

    /// <summary>Raised when there may be something to take, now or later.</summary>
    public event Action? Changed;

    /// <summary>How long it has been there, by the clock that messages follow.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>When an instance has something to decide on; null while nothing is on its way.</summary>
    public TimeSpan? NextTurnAt => _addressed.Select(NextAt).Min();

    /// <summary>When an activity is to be carried out; null while none is.</summary>
    public TimeSpan? NextActivityAt => _activities.NextAt;

    /// <summary>Starts an instance.</summary>
    /// <param name="name">Its orchestrator.</param>
    /// <param name="id">Its id; one that has ended is replaced.</param>
    /// <param name="input">Its input, serialized.</param>
    /// <param name="refuses">Whether an instance with the id, in that status, is not to be replaced.</param>
    /// <param name="startAt">When it starts; null: now.</param>
    /// <exception cref="OrchestrationAlreadyExistsException">There is one that must not be replaced.</exception>
    public void Start(string name, string id, string? input, Func<OrchestrationRuntimeStatus, bool> refuses, DateTimeOffset? startAt = null)
    {
        if (_instances.TryGetValue(id, out var there) && refuses(there.Status))
        {
            throw new OrchestrationAlreadyExistsException($"An instance with the id {id} is {there.Status}.");
        }

        Begin(NewStart(name, id, input, parent: null), startAt is { } at ? Early(at) : Soon());
    }

    /// <summary>Raises an event. An instance that is not there, or has ended, never gets it, and nobody is told so.</summary>
    public void Raise(string id, string name, string? input)
    {
        if (_instances.TryGetValue(id, out var instance))
        {
            Deliver(
                instance,
                new()
                {
                    EventRaised = new() { Name = name, Input = input },
                },
                execution: null,
                Soon()
            );
        }
    }

    /// <summary>Ends an instance that has not ended.</summary>
    public void Terminate(string id, string? output)
    {
        if (_instances.TryGetValue(id, out var instance) && !instance.IsOver)
        {
            Deliver(instance, new() { ExecutionTerminated = new() { Input = output } }, instance.ExecutionId, Soon());
        }
    }

    /// <summary>Deletes an instance that has ended.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Purge(string id)
    {
        if (!_instances.TryGetValue(id, out var instance) || !instance.IsOver)
        {
            return false;
        }

        _addressed.Remove(instance);
        return _instances.Remove(id);
    }

    /// <summary>What is known of an instance; of a failure it tells the output only.</summary>
    public OrchestrationMetadata? Find(string id) => _instances.GetValueOrDefault(id) is { } instance ? MetadataOf(instance) : null;

    /// <summary>What is known of all instances, in the order in which they began.</summary>
    public IReadOnlyList<OrchestrationMetadata> All() => [.. _instances.Values.Select(MetadataOf)];

    /// <summary>The events of an instance's current execution.</summary>
    public IReadOnlyList<HistoryEvent> HistoryOf(string id) => _instances[id].History;

    /// <summary>Takes a call of an activity; null when none can be taken.</summary>
    public ActivityWork? TakeActivity() => _activities.Take(Elapsed, Elapsed + VisibilityTimeout);

    /// <summary>Keeps a call from others while it is carried out.</summary>
    /// <returns>False when it is too late.</returns>
    public bool Renew(ActivityWork work) => _activities.Hide(work, Elapsed + VisibilityTimeout);

    /// <summary>Reports to an instance how its call ended.</summary>
    /// <param name="work">The call.</param>
    /// <param name="result">The result, serialized.</param>
    /// <param name="failure">Why it failed; null: it did not.</param>
    public void Answer(ActivityWork work, string? result, TaskFailureDetails? failure)
    {
        if (_instances.TryGetValue(work.InstanceId, out var instance))
        {
            HistoryEvent answer = failure is null
                ? new()
                {
                    TaskCompleted = new() { TaskScheduledId = work.TaskId, Result = result },
                }
                : new()
                {
                    TaskFailed = new() { TaskScheduledId = work.TaskId, FailureDetails = failure },
                };
            Deliver(instance, answer, work.ExecutionId, Soon());
        }
    }

    /// <summary>Is done with a call; one that somebody else has taken since stays.</summary>
    public void Delete(ActivityWork work) => _activities.Remove(work);

    private void Begin(HistoryEvent start, TimeSpan visibleAt)
    {
        var id = start.ExecutionStarted.OrchestrationInstance.InstanceId;
        if (!_instances.TryGetValue(id, out var instance))
        {
            _instances[id] = instance = new StoredInstance(id);
        }

        instance.Begin(start.ExecutionStarted, time.GetUtcNow());
        Deliver(instance, start, instance.ExecutionId, visibleAt);
    }

    private void Deliver(StoredInstance instance, HistoryEvent happened, string? execution, TimeSpan visibleAt)
    {
        // A start that comes twice is known by its execution.
        for (
            var copies = happened.ExecutionStarted is null && unrest.Twice > 0 && chance.NextDouble() < unrest.Twice ? 2 : 1;
            copies > 0;
            copies--
        )
        {
            instance.Messages.Add(new HubMessage(Turn.Event(time.GetUtcNow(), happened), execution, visibleAt, ++_numbers));
        }

        if (!_addressed.Contains(instance))
        {
            _addressed.Add(instance);
        }

        Changed?.Invoke();
    }

    private HistoryEvent NewStart(string name, string id, string? input, ParentInstanceInfo? parent) =>
        new()
        {
            ExecutionStarted = new()
            {
                Name = name,
                Input = input,
                ParentInstance = parent,
                OrchestrationInstance = new() { InstanceId = id, ExecutionId = $"e{++_numbers}" },
            },
        };

    private TimeSpan Soon() => Elapsed + (unrest.Jitter > TimeSpan.Zero ? chance.NextDouble() * unrest.Jitter : TimeSpan.Zero);

    private TimeSpan Early(DateTimeOffset due)
    {
        var wait = due - time.GetUtcNow() - TimeSpan.FromMilliseconds(chance.Next((int)unrest.EarlyBy.TotalMilliseconds + 1));
        return Elapsed + (wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
    }

    private static OrchestrationMetadata MetadataOf(StoredInstance instance) =>
        new(instance.Name, instance.Id)
        {
            RuntimeStatus = instance.Status,
            CreatedAt = instance.CreatedAt,
            LastUpdatedAt = instance.UpdatedAt,
            SerializedInput = instance.Input,
            SerializedOutput = instance.Output,
            DataConverter = Microsoft.DurableTask.Converters.JsonDataConverter.Default,
        };
}
