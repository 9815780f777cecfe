using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.App.Operations;

/// <summary>The JSON of instances in the form of the Durable Functions HTTP API.</summary>
internal static class StatusJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a JSON response.</summary>
    public static async Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Plain);
        write(json);
        await json.FlushAsync(context.RequestAborted);
    }

    /// <param name="json">The writer.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="showInput">Whether the input is shown.</param>
    /// <param name="history">The history; null when it was not requested.</param>
    /// <param name="showResults">Whether the history shows results.</param>
    public static void WriteInstance(
        Utf8JsonWriter json,
        OrchestrationMetadata instance,
        bool showInput,
        IReadOnlyList<HistoryEntry>? history = null,
        bool showResults = false
    )
    {
        json.WriteStartObject();
        json.WriteString("name", instance.Name);
        json.WriteString("instanceId", instance.InstanceId);
        json.WriteString("runtimeStatus", instance.RuntimeStatus.ToString());
        WriteJson(json, "input", showInput ? instance.SerializedInput : null);
        WriteJson(json, "customStatus", instance.SerializedCustomStatus);
        WriteJson(json, "output", instance.SerializedOutput);
        json.WriteString("createdTime", Time(instance.CreatedAt));
        json.WriteString("lastUpdatedTime", Time(instance.LastUpdatedAt));
        if (history is not null)
        {
            json.WriteStartArray("historyEvents");
            foreach (var entry in history)
            {
                WriteEntry(json, entry, showInput, showResults);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes JSON text as JSON, and any other text, such as a failure's message, as a string.</summary>
    public static void WriteJson(Utf8JsonWriter json, string name, string? text)
    {
        json.WritePropertyName(name);
        WriteJson(json, text);
    }

    /// <inheritdoc cref="WriteJson(Utf8JsonWriter, string, string?)"/>
    public static void WriteJson(Utf8JsonWriter json, string? text)
    {
        if (text is null)
        {
            json.WriteNullValue();
        }
        else if (IsJson(text))
        {
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    private static void WriteEntry(Utf8JsonWriter json, HistoryEntry entry, bool showInput, bool showResults)
    {
        json.WriteStartObject();
        json.WriteString("EventType", entry.EventType);
        json.WriteString("Timestamp", Exact(entry.Timestamp));
        WriteText(json, "FunctionName", entry.FunctionName);
        WriteText(json, "ScheduledTime", entry.ScheduledTime is { } scheduled ? Exact(scheduled) : null);
        WriteText(json, "Name", entry.Name);
        WriteText(json, "FireAt", entry.FireAt is { } due ? Exact(due) : null);
        WriteText(json, "Reason", entry.Reason);
        WriteText(json, "OrchestrationStatus", entry.OrchestrationStatus);
        if (showInput && entry.Input is not null)
        {
            WriteJson(json, "Input", entry.Input);
        }

        if (showResults && entry.Result is not null)
        {
            WriteJson(json, "Result", entry.Result);
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("o", CultureInfo.InvariantCulture);

    private static bool IsJson(string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 256 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
