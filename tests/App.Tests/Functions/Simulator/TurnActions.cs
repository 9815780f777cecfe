using System.Text.Json.Nodes;
using CampaignTasks.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace CampaignTasks.App.Tests.Functions.Simulator;

/// <summary>Carries out what turns ask for: activities, timers, children and events. What becomes of them comes back to its instance as an event.</summary>
internal sealed class TurnActions(DurableExtension extension, Invoker invoker, ScriptRoot root, CancellationToken stopping)
{
    /// <summary>Writes an action into the history of its instance and sets it going.</summary>
    public void Begin(SimulatedInstance instance, OrchestratorAction action)
    {
        var e = DurableExtension.At(action.Id);
        var execution = instance.ExecutionId;
        switch (action.OrchestratorActionTypeCase)
        {
            case OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask:
                e.TaskScheduled = new() { Name = action.ScheduleTask.Name, Input = action.ScheduleTask.Input };
                _ = Task.Run(() => RunAsync(instance, execution, action.Id, action.ScheduleTask), CancellationToken.None);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer:
                e.TimerCreated = new() { FireAt = action.CreateTimer.FireAt };
                _ = Task.Run(() => FireAsync(instance, execution, action.Id, action.CreateTimer.FireAt), CancellationToken.None);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration when action.CreateSubOrchestration is var child:
                e.SubOrchestrationInstanceCreated = new() { InstanceId = child.InstanceId, Name = child.Name, Input = child.Input };
                extension.TryStart(child.Name, child.InstanceId, child.Input, new()
                {
                    TaskScheduledId = action.Id,
                    Name = instance.Name,
                    OrchestrationInstance = new() { InstanceId = instance.Id, ExecutionId = execution },
                });
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent when action.SendEvent is var sent:
                e.EventSent = new() { InstanceId = sent.Instance.InstanceId, Name = sent.Name, Input = sent.Data };
                if (extension.Find(sent.Instance.InstanceId) is { } receiver)
                {
                    var raised = DurableExtension.At();
                    raised.EventRaised = new() { Name = sent.Name, Input = sent.Data };
                    extension.Post(receiver, null, raised);
                }

                break;
            default:
                return;
        }

        instance.History.Add(e);
    }

    private async Task FireAsync(SimulatedInstance instance, string execution, int id, Timestamp fireAt)
    {
        var wait = fireAt.ToDateTimeOffset() - DurableExtension.Now;
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
        var e = DurableExtension.At();
        e.TimerFired = new() { FireAt = fireAt, TimerId = id };
        extension.Post(instance, execution, e);
    }

    private async Task RunAsync(SimulatedInstance instance, string execution, int id, ScheduleTaskAction task)
    {
        var e = DurableExtension.At();
        try
        {
            Task<JsonNode?>[] calls = [.. Enumerable.Range(0, extension.CallsActivitiesTwice ? 2 : 1).Select(_ => ActivityAsync(instance.Id, task))];
            var result = await await Task.WhenAny(calls);
            e.TaskCompleted = new() { TaskScheduledId = id, Result = result?.ToJsonString() };
        }
        catch (InvocationException failure)
        {
            e.TaskFailed = new()
            {
                TaskScheduledId = id,
                FailureDetails = new()
                {
                    ErrorType = "Microsoft.Azure.WebJobs.Host.FunctionInvocationException",
                    ErrorMessage = $"Exception while executing function: Functions.{task.Name}",
                    InnerFailure = new() { ErrorType = "System.Net.Http.HttpRequestException", ErrorMessage = failure.Message },
                },
            };
        }

        extension.Post(instance, execution, e);
    }

    private async Task<JsonNode?> ActivityAsync(string instanceId, ScheduleTaskAction task)
    {
        var function = root.Functions.SingleOrDefault(one => one.TriggerType is "activityTrigger" && one.Name == task.Name)
            ?? throw new InvocationException($"The activity '{task.Name}' is not registered.");
        var input = task.Input is null ? null : JsonNode.Parse(task.Input);
        var metadata = new JsonObject { ["instanceId"] = Invoker.Encode(instanceId), ["data"] = input is JsonObject ? input.DeepClone() : input?.ToJsonString() };
        foreach (var (name, value) in (input as JsonObject ?? []).Where(member => member.Value is not JsonArray and not null))
        {
            metadata.TryAdd(name, Invoker.Encode(value));
        }

        var text = task.Input is null ? JsonValue.Create("null") : Invoker.Encode(input!.ToJsonString());
        return await invoker.InvokeAsync(task.Name, new() { [function.TriggerName] = text }, metadata);
    }
}
