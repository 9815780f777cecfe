using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Schedules;

/// <summary>The reason why a day of a recurrence has no occurrence.</summary>
[JsonConverter(typeof(EnumNameConverter<OccurrenceSkip>))]
public enum OccurrenceSkip
{
    /// <summary>Do-not-disturb covers the day, or the zone's calendar does not have it. Only daily tasks skip such days.</summary>
    BlackoutDay,

    /// <summary>The month has no such day.</summary>
    NoSuchDay,

    /// <summary>The occurrence would move to the next allowed instant, and the one after it comes no later.</summary>
    Superseded,

    /// <summary>The occurrence would move past the finish date.</summary>
    FinishDate,
}
