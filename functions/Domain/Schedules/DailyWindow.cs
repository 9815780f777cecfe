using System.Text.Json.Serialization;
using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>A part of every day in which messages may leave: from <paramref name="From"/> until before <paramref name="To"/>.</summary>
/// <param name="From">The first moment inside.</param>
/// <param name="To">The first moment outside; midnight stands for the end of the day and is written <c>24:00</c>.</param>
public sealed record DailyWindow(
    [property: JsonConverter(typeof(LocalTimeConverter))] LocalTime From,
    [property: JsonConverter(typeof(EndTimeConverter))] LocalTime To
)
{
    /// <summary>The length on a day without a clock change.</summary>
    [JsonIgnore]
    public TimeSpan Length => TimeSpan.FromTicks(EndTicks - From.TickOfDay);

    /// <summary>The end in ticks from the beginning of the day; at most a whole day.</summary>
    internal long EndTicks => To == LocalTime.Midnight ? TimeSpan.TicksPerDay : To.TickOfDay;
}
