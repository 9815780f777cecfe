using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker.Grpc;
using static CampaignTasks.Benchmarks.Stage;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// What a turn costs by the length of its history: an orchestrator that has called so many activities, one after another, gets the next
/// result. From text to text, as a Functions host delivers it; the baseline is reading the same text and nothing else.
/// </summary>
internal static class Replay
{
    private const int EventsPerCall = 3;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(2);

    public static int Run()
    {
        Print($"events        read only: events/s, bytes each        replayed: events/s, bytes each");
        foreach (var events in new[] { 100, 1_000, 10_000 })
        {
            var request = Convert.ToBase64String(Request(events / EventsPerCall).ToByteArray());
            var read = Measure(events, () => OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(request)).PastEvents.Count);
            var replayed = Measure(events, () => Actions(GrpcOrchestrationRunner.LoadAndRun(request, new Sequence())));
            Print(
                $"{events, 6:N0}             {read.Rate, 12:N0}  {read.Bytes, 6:N0}                  {replayed.Rate, 12:N0}  {replayed.Bytes, 6:N0}   ratio {replayed.Rate / read.Rate:F2}"
            );
        }

        return 0;
    }

    /// <summary>Every turn must want the next activity: a turn that fails is fast.</summary>
    private static int Actions(string response) =>
        OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(response)).Actions is [{ ScheduleTask: not null }] actions
            ? actions.Count
            : throw new InvalidOperationException("The turn did not ask for the next activity.");

    private static OrchestratorRequest Request(int calls)
    {
        var now = new DateTime(2026, 12, 1, 9, 0, 0, DateTimeKind.Utc);
        List<HistoryEvent> events =
        [
            At(now, new() { EventId = -1, OrchestratorStarted = new() }),
            At(
                now,
                new()
                {
                    EventId = -1,
                    ExecutionStarted = new()
                    {
                        Name = "Sequence",
                        Input = "\"work\"",
                        OrchestrationInstance = new() { InstanceId = "replayed", ExecutionId = "1" },
                    },
                }
            ),
        ];
        for (var id = 0; id < calls; id++)
        {
            events.Add(
                At(
                    now,
                    new()
                    {
                        EventId = id,
                        TaskScheduled = new() { Name = "Work" },
                    }
                )
            );
            events.Add(At(now.AddSeconds(id), new() { EventId = -1, OrchestratorStarted = new() }));
            events.Add(
                At(
                    now.AddSeconds(id),
                    new()
                    {
                        EventId = -1,
                        TaskCompleted = new() { TaskScheduledId = id, Result = "\"done\"" },
                    }
                )
            );
        }

        return new OrchestratorRequest
        {
            InstanceId = "replayed",
            PastEvents = { events[..^2] },
            NewEvents = { events[^2..] },
        };
    }

    private static HistoryEvent At(DateTime now, HistoryEvent happened)
    {
        happened.Timestamp = Timestamp.FromDateTime(now);
        return happened;
    }

    private static (double Rate, double Bytes) Measure(int events, Func<int> turn)
    {
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < Long / 2; )
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
