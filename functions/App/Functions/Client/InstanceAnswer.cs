using System.Globalization;
using System.Text.Json;
using CampaignTasks.Durable;

namespace CampaignTasks.App.Functions.Client;

/// <summary>Reads an instance from the management API's answer.</summary>
internal static class InstanceAnswer
{
    public static OrchestrationMetadata Read(JsonElement json, bool withPayloads, DataConverter converter)
    {
        var status = Enum.TryParse<OrchestrationRuntimeStatus>(Text(json, "runtimeStatus"), out var known) ? known : OrchestrationRuntimeStatus.Running;
        var output = Json(json, "output");
        return new(Text(json, "name") ?? "", Text(json, "instanceId") ?? "")
        {
            DataConverter = converter,
            RuntimeStatus = status,
            CreatedAt = Time(json, "createdTime"),
            LastUpdatedAt = Time(json, "lastUpdatedTime"),
            SerializedInput = withPayloads ? Json(json, "input") : null,
            SerializedOutput = withPayloads && status is not OrchestrationRuntimeStatus.Failed ? output : null,
            SerializedCustomStatus = withPayloads ? Json(json, "customStatus") : null,
            FailureDetails = withPayloads && status is OrchestrationRuntimeStatus.Failed ? Failure(Text(json, "output") ?? output ?? "") : null,
        };
    }

    // The API says it in one text: "type: message" where the orchestrator gave details.
    private static TaskFailureDetails Failure(string text) => text.Split(": ", 2) switch
    {
        [var type, var message] when type.Length > 0 && type.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '_' or '+' or '`') => new(type, message),
        _ => new("Unknown", text),
    };

    private static string? Json(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value.GetRawText() : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset Time(JsonElement parent, string name) =>
        DateTimeOffset.TryParse(Text(parent, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : default;
}
