using static CampaignTasks.Durable.Tests.Engine.Replay.History;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

/// <summary>
/// The orchestrators whose recorded histories are kept. Their code is frozen with the recordings: a change to either shows that running
/// instances would break.
/// </summary>
internal static class Scenarios
{
    private static readonly Protocol.HistoryEvent[] Start = [Started("\"in\"", version: "1.0")];

    public static IReadOnlyDictionary<string, (Func<TaskOrchestrationContext, Task<string>> Run, Protocol.HistoryEvent[] Messages)> All { get; } =
        new Dictionary<string, (Func<TaskOrchestrationContext, Task<string>> Run, Protocol.HistoryEvent[] Messages)>
        {
            ["sequence"] = (Sequence, Start),
            ["fan-out"] = (FanOut, Start),
            ["ten-day-timer"] = (TenDayTimer, Start),
            ["event-or-timeout"] = (EventOrTimeout, [.. Start, Raised("Approve", "true"), Raised("approve", "false")]),
            ["retried-activity"] = (RetriedActivity, Start),
            ["failing-activity"] = (FailingActivity, Start),
            ["children-and-guids"] = (ChildrenAndGuids, Start),
            ["held-and-resumed"] = (Sequence, [.. Start, Suspended(), Raised("ignored"), Resumed()]),
            ["terminated-while-held"] = (Sequence, [.. Start, Suspended(), Terminated("\"enough\"")]),
            ["events-before-the-start"] = (EventOrTimeout, [Raised("Approve", "true"), Raised("Approve", "false"), .. Start]),
            ["continued-with-kept-events"] = (Continued, [.. Start, Raised("Tick", "1"), Raised("Tick", "2"), Raised("Tick", "3"), Raised("Stop")]),
        };

    private static async Task<string> Sequence(TaskOrchestrationContext context)
    {
        context.SetCustomStatus("greeting");
        var first = await context.CallActivityAsync<string>("Greet", context.GetInput<string>());
        var second = await context.CallActivityAsync<string>("Greet", first);
        context.SendEvent("observer", "Greeted", second);
        return second;
    }

    private static async Task<string> FanOut(TaskOrchestrationContext context)
    {
        var parts = Enumerable.Range(0, 5).Select(part => context.CallActivityAsync<string>("Part", part)).ToList();
        var first = await await Task.WhenAny(parts);
        return first + " of " + string.Join(',', await Task.WhenAll(parts));
    }

    private static async Task<string> TenDayTimer(TaskOrchestrationContext context)
    {
        await context.CreateTimer(TimeSpan.FromDays(10), CancellationToken.None);
        return context.CurrentUtcDateTime > Noon ? "rested" : "restless";
    }

    private static async Task<string> EventOrTimeout(TaskOrchestrationContext context)
    {
        var first = await context.WaitForExternalEvent<bool>("approve", TimeSpan.FromHours(1));
        var second = await context.WaitForExternalEvent<bool>("APPROVE", TimeSpan.FromHours(1));
        try
        {
            await context.WaitForExternalEvent<bool>("Approve", TimeSpan.FromHours(1));
            return "third";
        }
        catch (TaskCanceledException)
        {
            return $"{first} {second} timeout";
        }
    }

    private static Task<string> RetriedActivity(TaskOrchestrationContext context) =>
        context.CallActivityAsync<string>("Flaky", null, TaskOptions.FromRetryPolicy(new(4, TimeSpan.FromSeconds(10), 2, TimeSpan.FromSeconds(15))));

    private static async Task<string> FailingActivity(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("Fail");
        return "never";
    }

    private static async Task<string> ChildrenAndGuids(TaskOrchestrationContext context)
    {
        var id = context.NewGuid();
        var derived = await context.CallSubOrchestratorAsync<string>("Child", 1);
        var named = await context.CallSubOrchestratorAsync<string>("Child", 2, new SubOrchestrationOptions(instanceId: $"child-of-{id:N}"));
        return $"{id} {derived} {named} {context.NewGuid()}";
    }

    private static async Task<string> Continued(TaskOrchestrationContext context)
    {
        var tick = await context.WaitForExternalEvent<int>("tick");
        if (tick < 3) context.ContinueAsNew(context.GetInput<string>() + tick);
        else await context.WaitForExternalEvent<object>("stop");
        return context.GetInput<string>() + tick;
    }
}
