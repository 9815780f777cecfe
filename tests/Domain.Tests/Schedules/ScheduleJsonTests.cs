using System.Text.Json;
using System.Text.Json.Serialization;
using CampaignTasks.Domain.Schedules;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Schedules;

/// <summary>How schedules are stored, and when two are the same.</summary>
public sealed partial class ScheduleJsonTests
{
    private static readonly Schedule Full = Given.Schedule("Europe/Paris", "09:00-12:30", "14:00-24:00") with
    {
        StartDate = new LocalDate(2026, 12, 1),
        FinishDate = new LocalDate(2026, 12, 31),
        DoNotDisturb = new DoNotDisturb { Weekdays = Weekdays.Saturday | Weekdays.Sunday, Dates = [new LocalDate(2026, 12, 25)] },
        Recurrence = new Recurrence.Weekly(2, Weekdays.Tuesday),
        LatestStart = TimeSpan.FromHours(12),
    };

    [Fact]
    public void FullSchedule_IsWrittenByTheseNames() =>
        Assert.Equal(
            """
            {"startDate":"2026-12-01","finishDate":"2026-12-31","timeZone":"Europe/Paris",
            "windows":[{"from":"09:00","to":"12:30"},{"from":"14:00","to":"24:00"}],
            "doNotDisturb":{"weekdays":["saturday","sunday"],"dates":["2026-12-25"]},
            "recurrence":{"kind":"weekly","every":2,"on":["tuesday"]},"latestStart":"12:00:00"}
            """.ReplaceLineEndings(""),
            Write(Full)
        );

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"startAt":"2026-12-01T09:00:00+00:00"}""", "2026-12-01T09:00:00Z")]
    [InlineData("""{"startAt":"2026-12-01T09:00:00+00:00","laterMember":1}""", "2026-12-01T09:00:00Z")]
    public void OldSchedule_IsReadAsItWasMeant(string json, string? startAt) =>
        Assert.Equal(new Schedule(startAt is null ? null : Given.At(startAt)), Read(json));

    public static TheoryData<Recurrence> Recurrences() =>
        [
            new Recurrence.Once(),
            new Recurrence.Daily(3),
            new Recurrence.Weekly(1, Weekdays.Monday | Weekdays.Sunday),
            new Recurrence.Monthly(31),
            new Recurrence.Monthly(MonthDay.Last),
        ];

    [Theory]
    [MemberData(nameof(Recurrences))]
    public void Schedule_IsReadAsItWasWritten(Recurrence recurrence)
    {
        var schedule = Full with { Recurrence = recurrence };

        var read = Read(Write(schedule));

        Assert.Equal(schedule, read);
        Assert.Equal(schedule.GetHashCode(), read.GetHashCode());
    }

    [Fact]
    public void Equality_SeesEveryMember()
    {
        Schedule[] others =
        [
            Full with
            {
                StartAt = DateTimeOffset.UnixEpoch,
            },
            Full with
            {
                StartDate = null,
            },
            Full with
            {
                FinishDate = null,
            },
            Full with
            {
                TimeZone = "Europe/Rome",
            },
            Full with
            {
                Windows = [Given.Window("09:00-12:31"), Given.Window("14:00-24:00")],
            },
            Full with
            {
                DoNotDisturb = Full.DoNotDisturb with { Dates = [new LocalDate(2026, 12, 24)] },
            },
            Full with
            {
                Recurrence = new Recurrence.Weekly(2, Weekdays.Monday),
            },
            Full with
            {
                LatestStart = TimeSpan.FromHours(13),
            },
        ];

        Assert.Equal(typeof(Schedule).GetProperties().Count(p => p.CanWrite), others.Length);
        Assert.All(others, other => Assert.NotEqual(Full, other));
    }

    private static string Write(Schedule schedule) => JsonSerializer.Serialize(schedule, StoredJson.Default.Schedule);

    private static Schedule Read(string json) => JsonSerializer.Deserialize(json, StoredJson.Default.Schedule)!;

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
    )]
    [JsonSerializable(typeof(Schedule))]
    private sealed partial class StoredJson : JsonSerializerContext;
}
