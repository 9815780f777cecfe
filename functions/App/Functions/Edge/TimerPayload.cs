using System.Globalization;
using System.Text.Json;
using CampaignTasks.App.Functions.Timers;

namespace CampaignTasks.App.Functions.Edge;

/// <summary>Reads what the host says about a timer's tick.</summary>
internal static class TimerPayload
{
    /// <summary>The tick. A host without a record of the last one does not say when this one was due: then it was now.</summary>
    public static TimerTick Read(Invocation invocation, DateTimeOffset now)
    {
        var timer = invocation.Object(BindingNames.Timer);
        var isPastDue = timer is { } given && Member(given, "IsPastDue") is { ValueKind: JsonValueKind.True };
        var due = timer is { } info && Member(info, "ScheduleStatus") is { ValueKind: JsonValueKind.Object } status ? Time(Member(status, "Next")) : null;
        return new(due > DateTimeOffset.UnixEpoch && due <= now ? due.Value : now, isPastDue);
    }

    private static DateTimeOffset? Time(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text
        && DateTimeOffset.TryParse(text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    private static JsonElement? Member(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? value : null;
}
