using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CampaignTasks.Durable.Protocol;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CampaignTasks.App.Tests.Functions.Simulator;

/// <summary>
/// Runs orchestrations as the Durable extension does with a handler: the whole history every turn, and no mercy. A turn that is not answered as it
/// should be fails its instance for good; an activity that is not answered has failed.
/// </summary>
internal sealed class DurableExtension
{
    private const int LongestCustomStatus = 16 * 1024 / 2;

    private readonly Invoker _invoker;
    private readonly ScriptRoot _root;
    private readonly CancellationToken _stopping;
    private readonly TurnActions _actions;
    private readonly ConcurrentDictionary<string, SimulatedInstance> _instances = new(StringComparer.Ordinal);
    private int _redeliveries;
    private int _failures;

    public DurableExtension(Invoker invoker, ScriptRoot root, CancellationToken stopping)
    {
        (_invoker, _root, _stopping) = (invoker, root, stopping);
        _actions = new(this, invoker, root, stopping);
    }

    public IReadOnlyCollection<SimulatedInstance> Instances => [.. _instances.Values];

    /// <summary>How often a handler asked for a turn once more.</summary>
    public int Redeliveries => _redeliveries;

    /// <summary>How many instances a turn without a proper answer has cost.</summary>
    public int Failures => _failures;

    /// <summary>Calls every activity twice at the same time, as at-least-once delivery may; the first answer counts.</summary>
    public bool CallsActivitiesTwice { get; set; }

    /// <summary>Asks for every turn twice, as after a death before the answer was kept; another answer than the first costs the instance.</summary>
    public bool AsksTwice { get; set; }

    public SimulatedInstance? Find(string id) => _instances.GetValueOrDefault(id);

    public bool Purge(string id) => _instances.TryRemove(id, out _);

    /// <returns>False when the id is in use.</returns>
    public bool TryStart(string name, string id, string? input, ParentInstanceInfo? parent = null)
    {
        var instance = new SimulatedInstance(id, name, input, Now, parent);
        if (_instances.AddOrUpdate(id, instance, (_, found) => found.IsFinished ? instance : found) != instance)
        {
            return false;
        }

        Post(instance, instance.ExecutionId, Started(instance));
        return true;
    }

    /// <summary>Hands an event to an instance; results of an execution that is over are dropped.</summary>
    public void Post(SimulatedInstance instance, string? executionId, HistoryEvent e)
    {
        lock (instance)
        {
            if (instance.IsFinished || (executionId ?? instance.ExecutionId) != instance.ExecutionId)
            {
                return;
            }

            instance.Inbox.Enqueue(e);
            if (!instance.HasWorker)
            {
                instance.HasWorker = true;
                _ = Task.Run(() => WorkAsync(instance), CancellationToken.None);
            }
        }
    }

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static HistoryEvent At(int id = -1) => new() { EventId = id, Timestamp = Timestamp.FromDateTimeOffset(Now) };

    private static HistoryEvent Started(SimulatedInstance instance)
    {
        var e = At();
        e.ExecutionStarted = new()
        {
            Name = instance.Name,
            Input = instance.Input,
            ParentInstance = instance.Parent,
            OrchestrationInstance = new() { InstanceId = instance.Id, ExecutionId = instance.ExecutionId },
        };
        return e;
    }

    private async Task WorkAsync(SimulatedInstance instance)
    {
        while (!_stopping.IsCancellationRequested)
        {
            List<HistoryEvent> fresh = [At()];
            fresh[0].OrchestratorStarted = new();
            lock (instance)
            {
                if (instance.Inbox.Count == 0 || instance.IsFinished)
                {
                    instance.HasWorker = false;
                    return;
                }

                fresh.AddRange(instance.Inbox);
                instance.Inbox.Clear();
                instance.Status = fresh.Aggregate(instance.Status, (status, e) => e switch
                {
                    { ExecutionSuspended: not null } => OrchestrationStatus.Suspended,
                    { ExecutionResumed: not null } or { ExecutionStarted: not null } => OrchestrationStatus.Running,
                    _ => status,
                });
            }

            for (List<HistoryEvent>? next = fresh; next is not null;)
            {
                next = await TurnAsync(instance, next);
            }
        }
    }

    /// <returns>What the next execution begins with; null when the turn is over.</returns>
    private async Task<List<HistoryEvent>?> TurnAsync(SimulatedInstance instance, List<HistoryEvent> fresh)
    {
        OrchestratorResponse response;
        try
        {
            response = await AskAsync(instance, fresh);
            Check(response);
            if (AsksTwice && !response.Equals(await AskAsync(instance, fresh)))
            {
                throw new InvalidOperationException("The same turn was answered in another way.");
            }
        }
        catch (Exception e) when (e is InvocationException or FormatException or InvalidProtocolBufferException or InvalidOperationException)
        {
            if (!_stopping.IsCancellationRequested)
            {
                Interlocked.Increment(ref _failures);
                End(instance, OrchestrationStatus.Failed, $"Function '{instance.Name}' failed with an unhandled exception.", failure: null);
            }

            return null;
        }

        var completion = response.Actions.SingleOrDefault(action => action.CompleteOrchestration is not null)?.CompleteOrchestration;
        if (completion?.FailureDetails?.InnerFailure?.ErrorType is "System.OutOfMemoryException")
        {
            Interlocked.Increment(ref _redeliveries);
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            return fresh;
        }

        instance.CustomStatus = response.CustomStatus;
        instance.UpdatedAt = Now;
        instance.History.AddRange(fresh);
        foreach (var action in response.Actions)
        {
            _actions.Begin(instance, action);
        }

        var end = At();
        end.OrchestratorCompleted = new();
        instance.History.Add(end);
        return completion?.OrchestrationStatus switch
        {
            null => null,
            OrchestrationStatus.ContinuedAsNew => Continue(instance, completion),
            var status => End(instance, status.Value, completion.Result, completion.FailureDetails),
        };
    }

    private async Task<OrchestratorResponse> AskAsync(SimulatedInstance instance, List<HistoryEvent> fresh)
    {
        var function = _root.Functions.SingleOrDefault(one => one.TriggerType is "orchestrationTrigger" && one.Name == instance.Name)
            ?? throw new InvalidOperationException($"The function '{instance.Name}' does not exist.");
        var request = new OrchestratorRequest { InstanceId = instance.Id, EntityParameters = new() };
        request.PastEvents.AddRange(instance.History);
        request.NewEvents.AddRange(fresh);
        var returned = await _invoker.InvokeAsync(
            instance.Name, new() { [function.TriggerName] = Invoker.Encode(Convert.ToBase64String(request.ToByteArray())) }, []);
        return returned is JsonValue value && value.TryGetValue<string>(out var base64) && base64.Length > 0
            ? OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(base64))
            : throw new FormatException("The orchestrator returned nothing.");
    }

    private static void Check(OrchestratorResponse response)
    {
        if (response.CustomStatus?.Length > LongestCustomStatus)
        {
            throw new InvalidOperationException("The custom status is too long.");
        }

        foreach (var action in response.Actions)
        {
            if (action.OrchestratorActionTypeCase is OrchestratorAction.OrchestratorActionTypeOneofCase.None
                || (action.CompleteOrchestration is { } completion && completion.CarryoverEvents.Any(carried => carried.EventRaised is null)))
            {
                throw new InvalidOperationException($"The action {action.OrchestratorActionTypeCase} is not supported.");
            }
        }
    }

    private static List<HistoryEvent> Continue(SimulatedInstance instance, CompleteOrchestrationAction completion)
    {
        lock (instance)
        {
            instance.History.Clear();
            instance.ExecutionId = Guid.NewGuid().ToString("N");
            instance.Input = completion.Result;
        }

        var begin = At();
        begin.OrchestratorStarted = new();
        return [begin, Started(instance), .. completion.CarryoverEvents];
    }

    private List<HistoryEvent>? End(SimulatedInstance instance, OrchestrationStatus status, string? output, TaskFailureDetails? failure)
    {
        lock (instance)
        {
            (instance.Status, instance.UpdatedAt) = (status, Now);
            instance.Output = failure is null ? output : $"{failure.ErrorType}: {failure.ErrorMessage}";
            instance.Inbox.Clear();
        }

        if (instance.Parent is { } parent && Find(parent.OrchestrationInstance.InstanceId) is { } waiting)
        {
            var e = At();
            if (status is OrchestrationStatus.Completed)
            {
                e.SubOrchestrationInstanceCompleted = new() { TaskScheduledId = parent.TaskScheduledId, Result = output };
            }
            else
            {
                e.SubOrchestrationInstanceFailed = new() { TaskScheduledId = parent.TaskScheduledId, FailureDetails = failure };
            }

            Post(waiting, parent.OrchestrationInstance.ExecutionId, e);
        }

        return null;
    }
}
