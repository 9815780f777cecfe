using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tasks;

/// <summary>The status of a run.</summary>
[JsonConverter(typeof(EnumNameConverter<RunStatus>))]
public enum RunStatus
{
    Planning,
    Running,
    Completed,
    Stopped,
    Failed,
    Canceled,

    /// <summary>It came due while nothing could carry it out, and is too late now.</summary>
    Missed,

    /// <summary>It came due while the run before was still going, or was dropped when a pause ended.</summary>
    Skipped,
}
