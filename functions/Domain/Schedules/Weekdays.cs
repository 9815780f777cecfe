using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Schedules;

/// <summary>A set of weekdays. On the wire a list of their lower-case English names, Monday first.</summary>
[Flags]
[JsonConverter(typeof(WeekdaysConverter))]
public enum Weekdays
{
    None = 0,
    Monday = 1,
    Tuesday = 2,
    Wednesday = 4,
    Thursday = 8,
    Friday = 16,
    Saturday = 32,
    Sunday = 64,
    All = 127,
}
