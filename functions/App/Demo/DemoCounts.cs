using System.Text.Json;

namespace CampaignTasks.App.Demo;

/// <summary>The counts of a task at one moment, as the API shows them.</summary>
internal readonly record struct DemoCounts(
    string Status,
    int Total,
    int Pending,
    int Sending,
    int Sent,
    int Failed,
    int Skipped,
    int Canceled,
    int Unknown
)
{
    private static readonly string[] Ends = ["completed", "failed", "canceled", "paused"];

    /// <summary>True when the counts will not change any more without an action.</summary>
    public bool IsOver => Ends.Contains(Status);

    public int Done => Sent + Failed + Skipped + Canceled + Unknown;

    public static DemoCounts From(JsonElement task)
    {
        var summary = task.GetProperty("summary");
        int Count(string name) => summary.TryGetProperty(name, out var value) ? value.GetInt32() : 0;
        return new(
            task.GetProperty("status").GetString() ?? "",
            Count("total"),
            Count("pending"),
            Count("sending"),
            Count("sent"),
            Count("failed"),
            Count("skipped"),
            Count("canceled"),
            Count("unknown")
        );
    }
}
