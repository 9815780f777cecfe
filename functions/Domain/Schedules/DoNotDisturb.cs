using System.Text.Json.Serialization;
using CampaignTasks.Domain.Collections;
using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>The local days on which no message leaves.</summary>
public sealed record DoNotDisturb
{
    public static readonly DoNotDisturb Never = new();

    public Weekdays Weekdays { get; init; }

    /// <summary>Single days, in order and each once.</summary>
    [JsonConverter(typeof(LocalDatesConverter))]
    public IReadOnlyList<LocalDate> Dates
    {
        get;
        init => field = InOrder(value);
    } = InOrder(null);

    /// <summary>Checks whether no message leaves on a day.</summary>
    public bool Covers(LocalDate day) => Weekdays.Includes(day.DayOfWeek) || Dates.Contains(day);

    private static EquatableList<LocalDate> InOrder(IEnumerable<LocalDate>? dates) =>
        EquatableList<LocalDate>.From((dates ?? []).Distinct().Order());
}
