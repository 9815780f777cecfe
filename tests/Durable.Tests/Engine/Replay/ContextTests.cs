using CampaignTasks.Durable.Protocol;
using Microsoft.Extensions.Logging;
using static CampaignTasks.Durable.Tests.Engine.Replay.History;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

public sealed class ContextTests
{
    [Fact]
    public void Context_TellsWhoItIs()
    {
        var started = Started("{\"n\":1}", version: "2.1");
        started.ExecutionStarted.ParentInstance = new() { Name = "Mother", OrchestrationInstance = new() { InstanceId = "m1" } };
        var executor = Engines.With(context => Task.FromResult(
            $"{context.Name} {context.InstanceId} {context.Version} {context.Parent} {context.GetInput<System.Text.Json.JsonElement>().GetProperty("n")}"));

        var output = executor.Start(Turn(Noon), started).Output();

        Assert.Equal("\"Tested abc 2.1 ParentOrchestrationInstance { Name = Mother, InstanceId = m1 } 1\"", output);
    }

    [Fact]
    public void Version_IsInheritedByActivitiesOnly()
    {
        var executor = Engines.With(async context =>
        {
            _ = context.CallActivityAsync("A");
            _ = context.CallSubOrchestratorAsync("B");
            await context.CallSubOrchestratorAsync("C", null, new SubOrchestrationOptions(instanceId: "c1") { Version = "9" });
            return "done";
        });

        var actions = executor.Start(Turn(Noon), Started(version: "2.1")).Actions;

        Assert.Equal("2.1", actions[0].ScheduleTask.Version);
        Assert.Null(actions[1].CreateSubOrchestration.Version);
        Assert.Equal(("9", "c1"), (actions[2].CreateSubOrchestration.Version, actions[2].CreateSubOrchestration.InstanceId));
    }

    [Fact]
    public void FailedOrTerminatedChild_ReachesTheAwait()
    {
        var failure = Engines.With(context => context.CallSubOrchestratorAsync<string>("Child"))
            .Execute([.. Beginning(), ChildCreated(0, "Child")], ChildFailed(0)).Failure();

        Assert.Contains("'Child' (#0)", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_TravelWithTheCall()
    {
        var options = new TaskOptions(Tags: new Dictionary<string, string> { ["k"] = "v" });
        var executor = Engines.With(context => context.CallActivityAsync<string>("A", null, options));

        Assert.Equal("v", executor.Start(Beginning()).Actions.Single().ScheduleTask.Tags["k"]);
    }

    [Fact]
    public void CustomStatus_IsSentAgainEveryTurn_AndCanBeErased()
    {
        var executor = Engines.With(async context =>
        {
            context.SetCustomStatus("busy");
            await context.CallActivityAsync("A");
            await context.CallActivityAsync("B");
            context.SetCustomStatus(null);
            return "done";
        });

        Assert.Equal("\"busy\"", executor.Start(Beginning()).CustomStatus);
        Assert.Equal("\"busy\"", executor.Execute([.. Beginning(), Scheduled(0, "A")], Completed(0, null)).CustomStatus);
        Assert.Null(executor.Execute([.. Beginning(), Scheduled(0, "A"), Completed(0, null), Scheduled(1, "B")], Completed(1, null)).CustomStatus);
    }

    [Theory]
    [InlineData(8190, true)]
    [InlineData(8191, false)]
    public void CustomStatus_IsRefusedOver16Kilobytes(int length, bool fits)
    {
        var executor = Engines.With(context =>
        {
            // Two more characters are the quotes.
            context.SetCustomStatus(new string('x', length));
            return Task.FromResult("done");
        });

        var status = executor.Start(Beginning()).Completion().OrchestrationStatus;

        Assert.Equal(fits ? OrchestrationStatus.Completed : OrchestrationStatus.Failed, status);
    }

    [Fact]
    public void ReplaySafeLogger_WritesEachLineOnce()
    {
        using var loggers = new Lines();
        var replaying = new List<bool>();
        var executor = Engines.With(
            async context =>
            {
                var log = context.CreateReplaySafeLogger("c");
                replaying.Add(context.IsReplaying);
                log.Log(LogLevel.Information, 1, "one", null, (state, _) => state);
                await context.CallActivityAsync("A");
                replaying.Add(context.IsReplaying);
                log.Log(LogLevel.Information, 2, "two", null, (state, _) => state);
                return "done";
            },
            loggers: loggers);

        executor.Execute([.. Beginning(), Scheduled(0, "A")], Turn(Noon), Completed(0, null));

        Assert.Equal([true, false], replaying);
        Assert.Equal(["two"], loggers.Written);
    }

    private sealed class Lines : ILoggerFactory, ILogger
    {
        public List<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
