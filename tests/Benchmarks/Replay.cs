using System.Diagnostics;
using Microsoft.DurableTask;
using CampaignTasks.Durable.Protocol;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using static CampaignTasks.Benchmarks.Stage;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// What a turn costs by the length of its history: an orchestrator that has called so many activities, one after another, gets the next result.
/// From bytes to bytes, as a Functions host delivers it; the baseline is reading the same bytes and nothing else.
/// </summary>
internal static class Replay
{
    private const int EventsPerCall = 3;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(2);

    public static int Run()
    {
        using var services = new ServiceCollection()
            .AddDurable(registry => registry.AddOrchestrator("Sequence", _ => new Sequence()))
            .BuildServiceProvider();
        var runner = services.GetRequiredService<OrchestrationRunner>();
        Print($"events        read only: events/s, bytes each        replayed: events/s, bytes each");
        foreach (var events in new[] { 100, 1_000, 10_000 })
        {
            var request = Request(events / EventsPerCall).ToByteArray();
            var read = Measure(events, () => OrchestratorRequest.Parser.ParseFrom(request).PastEvents.Count);
            var replayed = Measure(events, () => Actions(runner.Run(request)));
            Print($"{events,6:N0}             {read.Rate,12:N0}  {read.Bytes,6:N0}                  {replayed.Rate,12:N0}  {replayed.Bytes,6:N0}   ratio {replayed.Rate / read.Rate:F2}");
        }

        return 0;
    }

    /// <summary>Every turn must want the next activity: a turn that fails is fast.</summary>
    private static int Actions(byte[] response) =>
        OrchestratorResponse.Parser.ParseFrom(response).Actions is [{ ScheduleTask: not null }] actions
            ? actions.Count
            : throw new InvalidOperationException("The turn did not ask for the next activity.");

    private static OrchestratorRequest Request(int calls)
    {
        var now = new DateTime(2026, 12, 1, 9, 0, 0, DateTimeKind.Utc);
        List<HistoryEvent> events = [Turn(now), new() { EventId = -1, ExecutionStarted = new() { Name = "Sequence", Input = "\"work\"" } }];
        for (var id = 0; id < calls; id++)
        {
            events.Add(new() { EventId = id, TaskScheduled = new() { Name = "Work" } });
            events.Add(Turn(now.AddSeconds(id)));
            events.Add(new() { EventId = -1, TaskCompleted = new() { TaskScheduledId = id, Result = "\"done\"" } });
        }

        return new OrchestratorRequest { InstanceId = "replayed", PastEvents = { events[..^2] }, NewEvents = { events[^2..] } };
    }

    private static HistoryEvent Turn(DateTime now) => new() { EventId = -1, Timestamp = Timestamp.FromDateTime(now), OrchestratorStarted = new() };

    private static (double Rate, double Bytes) Measure(int events, Func<int> turn)
    {
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < Long / 2;)
        {
            turn();
        }

        var turns = 0;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        for (; clock.Elapsed < Long; turns++)
        {
            turn();
        }

        var total = (double)events * turns;
        return (total / clock.Elapsed.TotalSeconds, (GC.GetAllocatedBytesForCurrentThread() - allocated) / total);
    }

    private sealed class Sequence : TaskOrchestrator<string, string>
    {
        public override async Task<string> RunAsync(TaskOrchestrationContext context, string input)
        {
            while (true)
            {
                input = await context.CallActivityAsync<string>("Work", input);
            }
        }
    }
}
