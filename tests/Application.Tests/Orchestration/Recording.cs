using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CampaignTasks.Testing.Orchestrations;
using Google.Protobuf;
using Microsoft.DurableTask.Protobuf;

namespace CampaignTasks.Application.Tests.Orchestration;

/// <summary>An event of a recorded history.</summary>
/// <param name="Execution">The orchestrator, its instance and its execution.</param>
/// <param name="Event">The event.</param>
/// <param name="Wanted">What the orchestrator wanted when the history ended there.</param>
internal sealed record RecordedEvent(string Execution, HistoryEvent Event, IReadOnlyList<string> Wanted)
{
    /// <summary>The orchestrator's name.</summary>
    public string Orchestrator => Execution.Split(' ')[0];

    /// <summary>The instance's id.</summary>
    public string InstanceId => Execution.Split(' ')[1];
}

/// <summary>Recorded histories as text: a line per event, in the JSON of Microsoft's protocol.</summary>
internal static class Recording
{
    private static readonly JsonFormatter Format = new(JsonFormatter.Settings.Default);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the orchestrations of a driver did, execution by execution.</summary>
    public static IReadOnlyList<RecordedEvent> Of(OrchestrationDriver driver) =>
        [
            .. driver
                .Turns.GroupBy(static turn => $"{turn.Turn.Name} {turn.Turn.InstanceId} {turn.Turn.ExecutionId}")
                .SelectMany(execution =>
                {
                    var history = execution.SelectMany(static turn => turn.Written).ToList();
                    return history.Zip(WantedAtEachPrefix(driver, execution.Key, history), (happened, wanted) =>
                        new RecordedEvent(execution.Key, happened, wanted)
                    );
                }),
        ];

    /// <summary>What an orchestrator wants after each prefix of its history, the last event being new.</summary>
    public static IEnumerable<IReadOnlyList<string>> WantedAtEachPrefix(
        OrchestrationDriver driver,
        string execution,
        IReadOnlyList<HistoryEvent> history
    )
    {
        var (name, id) = (execution.Split(' ')[0], execution.Split(' ')[1]);
        var start = history.Index().First(static happened => happened.Item.ExecutionStarted is not null).Index;
        return history
            .Index()
            .Select(
                IReadOnlyList<string> (last) =>
                    last.Index < start
                        ? []
                        : [.. OrchestratorReplay.Run(driver.New(name), id, history.Take(last.Index), [last.Item]).Select(Describe)]
            );
    }

    public static IReadOnlyList<RecordedEvent> Read(string name) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Orchestration", "Histories", name + ".jsonl")).Select(Parse)];

    /// <summary>Writes a recording beside the sources; done by hand when a scenario is added.</summary>
    public static void Write(string name, IReadOnlyList<RecordedEvent> recorded, [CallerFilePath] string here = "")
    {
        var lines = recorded.Select(static line =>
            new JsonObject
            {
                ["of"] = line.Execution,
                ["wanted"] = new JsonArray([.. line.Wanted.Select(static wanted => JsonValue.Create(wanted))]),
                ["event"] = JsonNode.Parse(Format.Format(line.Event)),
            }.ToJsonString(Relaxed)
        );
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(here)!, "Histories", name + ".jsonl"), string.Join('\n', lines) + '\n');
    }

    private static RecordedEvent Parse(string line)
    {
        var node = JsonNode.Parse(line)!;
        return new RecordedEvent(
            node["of"]!.GetValue<string>(),
            HistoryEvent.Parser.ParseJson(node["event"]!.ToJsonString()),
            [.. node["wanted"]!.AsArray().Select(static wanted => wanted!.GetValue<string>())]
        );
    }

    private static string Describe(OrchestratorAction action) =>
        $"{action.Id} "
        + action.OrchestratorActionTypeCase switch
        {
            OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask =>
                $"activity {action.ScheduleTask.Name} {action.ScheduleTask.Input}",
            OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer => $"timer {action.CreateTimer.FireAt.ToDateTime():u}",
            OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration =>
                $"child {action.CreateSubOrchestration.Name} {action.CreateSubOrchestration.InstanceId} {action.CreateSubOrchestration.Input}",
            OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent =>
                $"event {action.SendEvent.Name} to {action.SendEvent.Instance.InstanceId}",
            OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration =>
                $"{action.CompleteOrchestration.OrchestrationStatus} {action.CompleteOrchestration.Result}{action.CompleteOrchestration.FailureDetails?.ErrorMessage}",
            _ => action.ToString(),
        };
}
