using System.Text.Json.Serialization;
using CampaignTasks.Domain;

namespace CampaignTasks.Application.Orchestration;

/// <summary>The state of a lane, or of one of its pages, after a step.</summary>
[JsonConverter(typeof(EnumNameConverter<LaneState>))]
public enum LaneState
{
    /// <summary>Every message has an outcome, or, for a page, was tried as far as possible now.</summary>
    Done,

    /// <summary>It goes on at once, from <see cref="LaneWork.FromPage"/>.</summary>
    More,

    /// <summary>It waits until <see cref="LaneWork.NotBefore"/>, for a new pass over what was left.</summary>
    Wait,

    /// <summary>The run was paused or ended.</summary>
    Halted,
}
