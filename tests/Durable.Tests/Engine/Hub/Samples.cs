using System.Collections.Concurrent;

namespace CampaignTasks.Durable.Tests.Engine.Hub;

/// <summary>The orchestrations and activities of the hub's tests, and what they noted while running.</summary>
internal sealed class Samples
{
    /// <summary>Every run of an activity, as <c>name:input</c>.</summary>
    public ConcurrentQueue<string> Runs { get; } = new();

    /// <summary>Activities named <c>Gate</c> wait for this.</summary>
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Register(DurableTaskRegistry registry)
    {
        Activity(registry, "Echo", static input => Task.FromResult(input));
        Activity(registry, "Fail", static input => throw new InvalidOperationException(input));
        Activity(registry, "Huge", static _ => Task.FromResult(new string('x', HubLimits.PayloadBytes)));
        Activity(registry, "Gate", async input =>
        {
            await Gate.Task;
            return input;
        });
        registry.AddActivity("Leaves", _ => new LeavingActivity(this));

        Orchestrator(registry, "Steps", Steps);
        Orchestrator(registry, "Sleeps", static async (context, seconds) =>
        {
            await context.CreateTimer(TimeSpan.FromSeconds(int.Parse(seconds)), CancellationToken.None);
            return "slept";
        });
        Orchestrator(registry, "Listens", Listens);
        Orchestrator(registry, "Parent", static async (context, input) =>
            await context.CallSubOrchestratorAsync<string>("Steps", input, new SubOrchestrationOptions(instanceId: context.InstanceId + ":child")));
        Orchestrator(registry, "Counts", Counts);
        Orchestrator(registry, "Calls", static (context, name) => context.CallActivityAsync<string>(name, "x"));
        Orchestrator(registry, "Everything", Everything);
        Orchestrator(registry, "Starter", static async (context, child) =>
            await context.CallSubOrchestratorAsync<string>("Steps", "s", new SubOrchestrationOptions(instanceId: child)));
        Orchestrator(registry, "Forgets", static (context, input) =>
        {
            _ = context.CallActivityAsync<string>("Echo", input);
            return Task.FromResult("gone");
        });
    }

    // Three steps in a row, the middle one a fan-out.
    private static async Task<string> Steps(TaskOrchestrationContext context, string input)
    {
        var first = await context.CallActivityAsync<string>("Echo", input + "1");
        var middle = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => context.CallActivityAsync<string>("Echo", $"{input}2{i}")));
        var last = await context.CallActivityAsync<string>("Echo", input + "3");
        return string.Join(',', [first, .. middle, last]);
    }

    // Collects events until "end".
    private static async Task<string> Listens(TaskOrchestrationContext context, string input)
    {
        var heard = new List<string>();
        while (heard is not [.., "end"])
        {
            heard.Add(await context.WaitForExternalEvent<string>("word", CancellationToken.None));
            context.SetCustomStatus(string.Join(',', heard.TakeLast(3)));
        }

        return string.Join(',', heard);
    }

    // Continues as new until the number is used up.
    private static async Task<string> Counts(TaskOrchestrationContext context, string left)
    {
        await context.CallActivityAsync<string>("Echo", left);
        if (left == "0") return "counted";
        context.ContinueAsNew((int.Parse(left) - 1).ToString(), preserveUnprocessedEvents: true);
        return string.Empty;
    }

    // Everything a turn can ask for, in two generations: status, activities, timer, child, event to another instance, event from outside.
    private static async Task<string> Everything(TaskOrchestrationContext context, string input)
    {
        context.SetCustomStatus(input);
        var steps = await context.CallActivityAsync<string>("Echo", input);
        await context.CreateTimer(TimeSpan.FromSeconds(5), CancellationToken.None);
        var child = await context.CallSubOrchestratorAsync<string>("Steps", input, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}:{input}"));
        context.SendEvent("listener", "word", input);
        if (input == "one")
        {
            context.ContinueAsNew("two", preserveUnprocessedEvents: true);
            return string.Empty;
        }

        var heard = await context.WaitForExternalEvent<string>("go", CancellationToken.None);
        return $"{steps}|{child}|{heard}";
    }

    private static void Orchestrator(DurableTaskRegistry registry, string name, Func<TaskOrchestrationContext, string, Task<string>> run) =>
        registry.AddOrchestrator(name, _ => new FuncOrchestrator(run));

    private void Activity(DurableTaskRegistry registry, string name, Func<string, Task<string>> run) =>
        registry.AddActivity(name, _ => new FuncActivity(input =>
        {
            Runs.Enqueue($"{name}:{input}");
            return run(input);
        }));

    private sealed class FuncOrchestrator(Func<TaskOrchestrationContext, string, Task<string>> run) : TaskOrchestrator<string, string>
    {
        public override Task<string> RunAsync(TaskOrchestrationContext context, string input) => run(context, input);
    }

    private sealed class FuncActivity(Func<string, Task<string>> run) : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input) => run(input);
    }

    // Works until it is asked to leave off, and then needs another moment.
    private sealed class LeavingActivity(Samples samples) : TaskActivity<string, string>
    {
        public override async Task<string> RunAsync(TaskActivityContext context, string input)
        {
            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = context.CancellationToken.Register(asked.SetResult);
            samples.Runs.Enqueue($"Leaves:{input}");
            await asked.Task;
            await samples.Gate.Task;
            return "left";
        }
    }
}
