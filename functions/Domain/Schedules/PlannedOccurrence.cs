using System.Text.Json.Serialization;
using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>A day of the recurrence, and what becomes of it.</summary>
/// <param name="Day">The local day; of a month without the day, its last one.</param>
/// <param name="At">When it comes; null when it is left out.</param>
/// <param name="LeftOut">Why it is left out; null when it comes.</param>
public readonly record struct PlannedOccurrence(LocalDate Day, DateTimeOffset? At, LeftOut? LeftOut = null);

/// <summary>Why a day of a recurrence has no occurrence.</summary>
[JsonConverter(typeof(WireName<LeftOut>))]
public enum LeftOut
{
    /// <summary>It is a day of rest, or none in the zone's calendar; a daily task has its next day soon.</summary>
    DayOfRest,

    /// <summary>The month has no such day.</summary>
    NoSuchDay,

    /// <summary>It would move to the next allowed instant, and the occurrence after it comes no later.</summary>
    NextComesFirst,

    /// <summary>It would move past the finish date.</summary>
    FinishDate,
}
