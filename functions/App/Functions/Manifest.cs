using System.Text.Encodings.Web;
using System.Text.Json;
using CampaignTasks.App.Functions.Edge;

namespace CampaignTasks.App.Functions;

/// <summary>Writes the catalog the way the Functions host reads it: a folder for each function, with its <c>function.json</c>.</summary>
internal static class Manifest
{
    private const string FileName = "function.json";

    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete", "head", "options"];

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Writes every function's folder into the script root and removes those of functions that are no more.</summary>
    public static void Write(string scriptRoot)
    {
        foreach (var stale in Directory.EnumerateFiles(scriptRoot, FileName, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }))
        {
            Directory.Delete(Path.GetDirectoryName(stale)!, recursive: true);
        }

        foreach (var function in FunctionCatalog.All)
        {
            var folder = Directory.CreateDirectory(Path.Combine(scriptRoot, function.Name));
            File.WriteAllText(Path.Combine(folder.FullName, FileName), Json(function));
        }
    }

    /// <summary>A function's <c>function.json</c>.</summary>
    public static string Json(Function function)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Indented))
        {
            json.WriteStartObject();
            json.WriteStartArray("bindings");
            foreach (var binding in Bindings(function))
            {
                binding(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(text.ToArray()) + "\n";
    }

    // One request in and one answer out, nothing else: with any further binding the host would no longer pass requests through.
    private static Action<Utf8JsonWriter>[] Bindings(Function function) => function switch
    {
        Function.Http http =>
        [
            In("httpTrigger", BindingNames.Request, json =>
            {
                json.WriteString("authLevel", "anonymous");
                json.WriteString("route", http.Route);
                json.WriteStartArray("methods");
                foreach (var method in Methods)
                {
                    json.WriteStringValue(method);
                }

                json.WriteEndArray();
            }),
            Binding("http", "out", BindingNames.Response),
        ],
        Function.Orchestrator => [In("orchestrationTrigger", BindingNames.Orchestrator)],
        Function.Activity => [In("activityTrigger", BindingNames.Activity)],
        Function.Timer timer => [In("timerTrigger", BindingNames.Timer, json => json.WriteString("schedule", timer.Expression))],
        Function.Queue queue =>
        [
            In("queueTrigger", BindingNames.Message, json =>
            {
                json.WriteString("queueName", $"%{queue.Source.Setting}%");
                json.WriteString("connection", "AzureWebJobsStorage");
            }),
        ],
        Function.Endpoint =>
        [
            In("timerTrigger", BindingNames.Timer, json =>
            {
                json.WriteString("schedule", "0 */5 * * * *");
                json.WriteBoolean("runOnStartup", true);
            }),
            In("durableClient", BindingNames.Client),
        ],
        _ => throw new InvalidOperationException($"Function {function.Name} has no bindings."),
    };

    private static Action<Utf8JsonWriter> In(string type, string name, Action<Utf8JsonWriter>? more = null) => Binding(type, "in", name, more);

    private static Action<Utf8JsonWriter> Binding(string type, string direction, string name, Action<Utf8JsonWriter>? more = null) => json =>
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("direction", direction);
        json.WriteString("name", name);
        more?.Invoke(json);
        json.WriteEndObject();
    };
}
