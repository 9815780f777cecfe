using System.Text.Json.Serialization;
using CampaignTasks.Domain.Collections;
using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>
/// The schedule of a task: the days and times of its occurrences, and the hours in which its messages may leave.
/// </summary>
/// <param name="StartAt">The instant of the first occurrence; excludes a start date. Null without a start date: immediately when
/// started.</param>
public sealed partial record Schedule(DateTimeOffset? StartAt = null)
{
    /// <summary>The value of <see cref="TimeZone"/> that means each recipient's own zone.</summary>
    public const string RecipientsZone = ZoneNames.Recipient;

    /// <summary>The default of <see cref="LatestStart"/>: 24 hours.</summary>
    public static readonly TimeSpan DefaultLatestStart = TimeSpan.FromHours(24);

    public static readonly Schedule AtOnce = new();

    /// <summary>The first day on which anything may leave, and the first of the recurrence; null: any day.</summary>
    [JsonConverter(typeof(LocalDateConverter))]
    public LocalDate? StartDate { get; init; }

    /// <summary>The last day on which anything may leave; null: no end.</summary>
    [JsonConverter(typeof(LocalDateConverter))]
    public LocalDate? FinishDate { get; init; }

    /// <summary>The zone of all local dates and times, an IANA id; or <see cref="RecipientsZone"/>.</summary>
    public string TimeZone
    {
        get;
        init => field = value ?? "UTC";
    } = "UTC";

    /// <summary>The windows of a day in which messages may leave, in order; empty: all day.</summary>
    public IReadOnlyList<DailyWindow> Windows
    {
        get;
        init => field = EquatableList<DailyWindow>.From(value ?? []);
    } = EquatableList<DailyWindow>.From([]);

    public DoNotDisturb DoNotDisturb
    {
        get;
        init => field = value ?? DoNotDisturb.Never;
    } = DoNotDisturb.Never;

    public Recurrence Recurrence
    {
        get;
        init => field = value ?? new Recurrence.Once();
    } = new Recurrence.Once();

    /// <summary>The longest delay after its planned instant with which an occurrence may begin.</summary>
    public TimeSpan LatestStart
    {
        get;
        init => field = value > TimeSpan.Zero ? value : DefaultLatestStart;
    } = DefaultLatestStart;

    /// <summary>True when local dates and times are those of each recipient's zone.</summary>
    [JsonIgnore]
    public bool IsByRecipient => TimeZone == RecipientsZone;

    /// <summary>The zone whose clock the occurrences follow; by recipient, the zone where a day begins first.</summary>
    [JsonIgnore]
    internal DateTimeZone OccurrenceZone => IsByRecipient ? Zones.Earliest : Zones.Get(TimeZone);
}
