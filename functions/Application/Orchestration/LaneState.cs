using System.Text.Json.Serialization;
using CampaignTasks.Domain;

namespace CampaignTasks.Application.Orchestration;

/// <summary>How a lane goes on.</summary>
[JsonConverter(typeof(EnumNameConverter<LaneState>))]
public enum LaneState
{
    /// <summary>Every message of the lane has an outcome.</summary>
    Done,

    /// <summary>At once, from <see cref="LaneWork.FromPage"/>.</summary>
    More,

    /// <summary>Not before <see cref="LaneWork.NotBefore"/>: a new pass over what was left behind.</summary>
    Wait,

    /// <summary>The run was paused or ended: ask for its order.</summary>
    Halted,
}
