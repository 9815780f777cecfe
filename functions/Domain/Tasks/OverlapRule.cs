using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tasks;

/// <summary>The treatment of an occurrence that comes due while the run before is still going.</summary>
[JsonConverter(typeof(EnumNameConverter<OverlapRule>))]
public enum OverlapRule
{
    /// <summary>It is left out, and stands among the runs as skipped.</summary>
    Skip,

    /// <summary>It begins when the run before has ended, unless it is too late by then (<c>schedule.latestStart</c>).</summary>
    Queue,
}
