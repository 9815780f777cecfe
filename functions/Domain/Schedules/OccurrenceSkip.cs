using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Schedules;

/// <summary>Why a day of a recurrence has no occurrence.</summary>
[JsonConverter(typeof(EnumNameConverter<OccurrenceSkip>))]
public enum OccurrenceSkip
{
    /// <summary>It is a day of rest, or none in the zone's calendar; a daily task has its next day soon.</summary>
    BlackoutDay,

    /// <summary>The month has no such day.</summary>
    NoSuchDay,

    /// <summary>It would move to the next allowed instant, and the occurrence after it comes no later.</summary>
    Superseded,

    /// <summary>It would move past the finish date.</summary>
    FinishDate,
}
