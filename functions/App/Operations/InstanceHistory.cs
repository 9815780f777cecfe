using System.Text.Json;
using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.History;

namespace CampaignTasks.App.Operations;

/// <summary>The histories of the hub's instances. Thread-safe.</summary>
internal sealed class InstanceHistory(AzureStorageOrchestrationService hub)
{
    /// <summary>Reads the history of the instance's current execution; null when there is no such instance.</summary>
    public async Task<IReadOnlyList<HistoryEntry>?> ReadAsync(string instanceId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var state = (await hub.GetOrchestrationStateAsync(instanceId, allExecutions: false)).FirstOrDefault();
        if (state is null)
        {
            return null;
        }

        using var history = JsonDocument.Parse(await hub.GetOrchestrationHistoryAsync(instanceId, state.OrchestrationInstance.ExecutionId));
        return [.. EntriesOf(history.RootElement)];
    }

    private static IEnumerable<HistoryEntry> EntriesOf(JsonElement history)
    {
        Dictionary<int, JsonElement> scheduled = [];
        foreach (var item in history.EnumerateArray())
        {
            var type = TypeOf(item);
            if (type is EventType.TaskScheduled or EventType.SubOrchestrationInstanceCreated)
            {
                scheduled[item.GetProperty("EventId").GetInt32()] = item;
            }

            if (EntryOf(type, item, scheduled) is { } entry)
            {
                yield return entry;
            }
        }
    }

    private static HistoryEntry? EntryOf(EventType type, JsonElement item, Dictionary<int, JsonElement> scheduled)
    {
        var entry = new HistoryEntry(type.ToString(), Time(item, "Timestamp")!.Value);
        return type switch
        {
            EventType.ExecutionStarted => entry with { FunctionName = Text(item, "Name"), Input = Text(item, "Input") },
            EventType.ExecutionCompleted or EventType.ExecutionFailed => Failed(entry, item) with
            {
                Result = Text(item, "Result"),
                OrchestrationStatus = StatusOf(item),
            },
            EventType.ExecutionTerminated => entry with { Reason = Text(item, "Input") },
            EventType.ExecutionSuspended or EventType.ExecutionResumed => entry with { Reason = Text(item, "Reason") },
            EventType.TaskCompleted or EventType.SubOrchestrationInstanceCompleted => Begun(entry, item, scheduled) with
            {
                Result = Text(item, "Result"),
            },
            EventType.TaskFailed or EventType.SubOrchestrationInstanceFailed => Failed(Begun(entry, item, scheduled), item),
            EventType.TimerCreated or EventType.TimerFired => entry with { FireAt = Time(item, "FireAt") },
            EventType.EventRaised or EventType.EventSent => entry with { Name = Text(item, "Name"), Input = Text(item, "Input") },
            _ => null,
        };
    }

    private static HistoryEntry Begun(HistoryEntry entry, JsonElement end, Dictionary<int, JsonElement> scheduled) =>
        scheduled.TryGetValue(end.GetProperty("TaskScheduledId").GetInt32(), out var begin)
            ? entry with
            {
                FunctionName = Text(begin, "Name"),
                Input = Text(begin, "Input"),
                ScheduledTime = Time(begin, "Timestamp"),
            }
            : entry;

    private static HistoryEntry Failed(HistoryEntry entry, JsonElement item) =>
        item.TryGetProperty("FailureDetails", out var failure) && failure.ValueKind is JsonValueKind.Object
            ? entry with
            {
                Reason = Text(failure, "ErrorMessage"),
            }
            : entry with
            {
                Reason = Text(item, "Reason"),
            };

    private static EventType TypeOf(JsonElement item) =>
        item.GetProperty("EventType") is { ValueKind: JsonValueKind.Number } number
            ? (EventType)number.GetInt32()
            : Enum.Parse<EventType>(item.GetProperty("EventType").GetString()!);

    private static string? StatusOf(JsonElement item) =>
        item.TryGetProperty("OrchestrationStatus", out var status)
            ? status.ValueKind is JsonValueKind.Number
                ? ((OrchestrationStatus)status.GetInt32()).ToString()
                : status.GetString()
            : null;

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.TryGetDateTime(out var time)
            ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc))
            : null;
}
