using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using CampaignTasks.Durable.Engine;
using CampaignTasks.Durable.Protocol;
using Google.Protobuf;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

/// <summary>
/// A recorded run as text: one line per history event (the protocol's JSON), each with what the orchestrator wanted when the history ended
/// there. Of a run that continued as new it holds the last execution.
/// </summary>
internal static class Recording
{
    private static readonly JsonFormatter Format = new(JsonFormatter.Settings.Default);

    /// <summary>What the orchestrator wants after each prefix of a history, the last event being new.</summary>
    public static IEnumerable<string[]> WantedAtEachPrefix(OrchestrationExecutor executor, IReadOnlyList<HistoryEvent> history) =>
        Enumerable.Range(0, history.Count).Select(last => executor.Execute(history.Take(last), history[last]).Wanted().ToArray());

    public static List<(HistoryEvent Event, string[] Wanted)> Read(string name) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Histories", name + ".jsonl")).Select(Parse).ToList();

    /// <summary>Writes a recording beside the sources; run by hand when a scenario is added.</summary>
    public static void Write(string name, OrchestrationExecutor executor, IReadOnlyList<HistoryEvent> history, [CallerFilePath] string here = "")
    {
        var lines = history.Zip(WantedAtEachPrefix(executor, history), (recorded, wanted) => new JsonObject
        {
            ["wanted"] = new JsonArray([.. wanted.Select(line => JsonValue.Create(line))]),
            ["event"] = JsonNode.Parse(Format.Format(recorded)),
        }.ToJsonString(Relaxed));
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Histories", name + ".jsonl"), string.Join('\n', lines) + '\n');
    }

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static (HistoryEvent Event, string[] Wanted) Parse(string line)
    {
        var node = JsonNode.Parse(line)!;
        return (HistoryEvent.Parser.ParseJson(node["event"]!.ToJsonString()), [.. node["wanted"]!.AsArray().Select(wanted => wanted!.GetValue<string>())]);
    }
}
