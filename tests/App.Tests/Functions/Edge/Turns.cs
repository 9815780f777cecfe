using CampaignTasks.Domain.Runs;
using CampaignTasks.Durable;
using CampaignTasks.Durable.Protocol;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CampaignTasks.App.Tests.Functions.Edge;

/// <summary>Turns of orchestrations over the wire.</summary>
internal static class Turns
{
    public static readonly Timestamp Noon = Timestamp.FromDateTimeOffset(new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

    public static HistoryEvent Begin() => new() { EventId = -1, Timestamp = Noon, OrchestratorStarted = new() };

    public static HistoryEvent Start(string name, string? input = null) => new()
    {
        EventId = -1,
        Timestamp = Noon,
        ExecutionStarted = new() { Name = name, Input = input, OrchestrationInstance = new() { InstanceId = "i1", ExecutionId = "e1" } },
    };

    public static HistoryEvent End() => new() { EventId = -1, Timestamp = Noon, OrchestratorCompleted = new() };

    public static HistoryEvent Scheduled(int id, string name, string? input = null) => new() { EventId = id, Timestamp = Noon, TaskScheduled = new() { Name = name, Input = input } };

    public static HistoryEvent Completed(int id, string? result) => new() { EventId = -1, Timestamp = Noon, TaskCompleted = new() { TaskScheduledId = id, Result = result } };

    public static HistoryEvent Failed(int id) => new() { EventId = -1, Timestamp = Noon, TaskFailed = new() { TaskScheduledId = id } };

    public static HistoryEvent Raised(string name, string? input = null) => new() { EventId = -1, Timestamp = Noon, EventRaised = new() { Name = name, Input = input } };

    public static string Request(IEnumerable<HistoryEvent> past, params IEnumerable<HistoryEvent> fresh)
    {
        var request = new OrchestratorRequest { InstanceId = "i1" };
        request.PastEvents.AddRange(past);
        request.NewEvents.AddRange(fresh);
        return Convert.ToBase64String(request.ToByteArray());
    }

    /// <summary>Has the orchestrator's turn run by the edge, and checks what the host would insist on.</summary>
    public static async Task<OrchestratorResponse> TurnAsync(this HandlerSite site, string request, string function = nameof(LaneOrchestrator))
    {
        return await site.TurnAsyncOf(HandlerSite.TurnBody(request), function);
    }

    /// <summary>The same with a body as it is.</summary>
    public static async Task<OrchestratorResponse> TurnAsyncOf(this HandlerSite site, string body, string function = nameof(LaneOrchestrator))
    {
        var returned = await site.ReturnAsync(function, body);
        Assert.False(string.IsNullOrEmpty(returned), "An empty answer fails the instance.");
        var response = OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(returned));
        Assert.True(response.Actions.Count(action => action.CompleteOrchestration is not null) <= 1, "There is at most one completion.");
        return response;
    }

    public static CompleteOrchestrationAction Completion(this OrchestratorResponse response) =>
        Assert.Single(response.Actions, action => action.CompleteOrchestration is not null).CompleteOrchestration;
}

/// <summary>An orchestrator written where the test needs it.</summary>
internal sealed class Program<TInput, TOutput>(Func<TaskOrchestrationContext, TInput, Task<TOutput>> run) : TaskOrchestrator<TInput, TOutput>
{
    public override Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input) => run(context, input);
}

/// <summary>An activity written where the test needs it.</summary>
internal sealed class Step<TInput, TOutput>(Func<TaskActivityContext, TInput, Task<TOutput>> run) : TaskActivity<TInput, TOutput>
{
    public override Task<TOutput> RunAsync(TaskActivityContext context, TInput input) => run(context, input);
}
