using System.Text.Json;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Schedules;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Schedules;

public sealed class ScheduleDefinitionTests
{
    private const string Full = """
        {"timeZone":"Europe/Paris","startDate":"2026-12-01","finishDate":"2026-12-31",
         "windows":[{"from":"09:00","to":"12:30"},{"from":"14:00","to":"24:00"}],
         "doNotDisturb":{"weekdays":["saturday","sunday"],"dates":["2026-12-25"]},
         "recurrence":{"kind":"daily","every":2},
         "latestStart":"PT12H"}
        """;

    [Fact]
    public void Check_OfAFullSchedule_TakesAllOfIt()
    {
        var schedule = Good(Full);

        Assert.Equal(
            new Schedule
            {
                TimeZone = "Europe/Paris",
                StartDate = new LocalDate(2026, 12, 1),
                FinishDate = new LocalDate(2026, 12, 31),
                Windows = [Given.Window("09:00-12:30"), Given.Window("14:00-24:00")],
                DoNotDisturb = new DoNotDisturb { Weekdays = Weekdays.Saturday | Weekdays.Sunday, Dates = [new LocalDate(2026, 12, 25)] },
                Recurrence = new Recurrence.Daily(2),
                LatestStart = TimeSpan.FromHours(12),
            },
            schedule
        );
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"windows":[],"doNotDisturb":{},"recurrence":{"kind":"once"},"timeZone":"UTC","latestStart":"P1D"}""")]
    public void Check_OfNothing_IsAtOnce(string json) => Assert.Equal(Schedule.AtOnce, Good(json));

    [Theory]
    [InlineData("""{"recurrence":{"kind":"daily"}}""")]
    [InlineData("""{"recurrence":{"kind":"daily","every":365}}""")]
    [InlineData("""{"recurrence":{"kind":"weekly","on":["monday","friday"]}}""")]
    [InlineData("""{"recurrence":{"kind":"weekly","every":52,"on":["sunday"]}}""")]
    [InlineData("""{"recurrence":{"kind":"monthly","day":31}}""")]
    [InlineData("""{"recurrence":{"kind":"monthly","day":"last"}}""")]
    [InlineData("""{"startAt":"2026-12-01T09:30:00.1234567Z","timeZone":"recipient"}""")]
    [InlineData("""{"startDate":"2026-11-30","timeZone":"Pacific/Pago_Pago"}""")]
    [InlineData("""{"finishDate":"2026-11-30","timeZone":"recipient"}""")]
    [InlineData("""{"windows":[{"from":"00:00","to":"02:01"},{"from":"02:02","to":"04:03"},{"from":"21:59","to":"24:00"}]}""")]
    [InlineData("""{"latestStart":"PT1M"}""")]
    [InlineData("""{"latestStart":"P30D"}""")]
    [InlineData("""{"doNotDisturb":{"dates":["2026-01-01"]}}""")]
    public void Of_AGoodSchedule_ChecksToTheSame(string json)
    {
        var schedule = Good(json);

        var again = ScheduleDefinition.From(schedule).Check(Any.Now, "schedule", new ValidationErrors(), edited: null);

        Assert.Equal(schedule, again);
    }

    [Theory]
    [MemberData(nameof(BadSchedules.All), MemberType = typeof(BadSchedules))]
    public void Check_OfOneFault_NamesItsFieldAndTheFix(string json, string field, string words)
    {
        var errors = new ValidationErrors();

        Assert.Null(Read(json).Check(Any.Now, "schedule", errors));

        var (named, messages) = errors.ToDictionary().Single();
        Assert.Equal($"schedule.{field}", named);
        Assert.Contains(words, messages.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfTooManyDates_IsRefused()
    {
        var dates = Enumerable.Range(0, 367).Select(i => LocalDates.Format(new LocalDate(2026, 1, 1).PlusDays(i))!).ToList();
        var errors = new ValidationErrors();

        Assert.Null(new ScheduleDefinition { DoNotDisturb = new(Dates: dates) }.Check(Any.Now, "schedule", errors));
        Assert.NotNull(new ScheduleDefinition { DoNotDisturb = new(Dates: dates[1..]) }.Check(Any.Now, "schedule", new ValidationErrors()));

        Assert.Equal(["schedule.doNotDisturb.dates"], errors.ToDictionary().Keys);
    }

    [Theory]
    [InlineData(
        """{"startAt":"2026-11-01T09:00:00Z"}""",
        """{"startAt":"2026-11-01T09:00:00Z","windows":[{"from":"09:00","to":"12:00"}]}""",
        true
    )]
    [InlineData("""{"startDate":"2026-11-01"}""", """{"startDate":"2026-11-01","recurrence":{"kind":"daily"}}""", true)]
    [InlineData(
        """{"startDate":"2026-11-01","finishDate":"2026-11-30"}""",
        """{"startDate":"2026-11-01","finishDate":"2026-11-30"}""",
        true
    )]
    [InlineData("""{"startDate":"2026-11-01"}""", """{"startDate":"2026-11-02"}""", false)]
    [InlineData("""{"startAt":"2026-11-01T09:00:00Z"}""", """{"startAt":"2026-11-01T10:00:00Z"}""", false)]
    [InlineData(
        """{"startDate":"2026-11-01","finishDate":"2026-12-30"}""",
        """{"startDate":"2026-11-01","finishDate":"2026-11-30"}""",
        false
    )]
    public void Check_OfAnEdit_ToleratesOnlyThePastThatWasThere(string before, string after, bool isGood)
    {
        var edited = Read(before).Check(Given.At("2026-10-01T00:00:00Z"), "schedule", new ValidationErrors())!;

        Assert.Equal(isGood, Read(after).Check(Any.Now, "schedule", new ValidationErrors(), edited) is not null);
    }

    private static ScheduleDefinition Read(string json) => JsonSerializer.Deserialize<ScheduleDefinition>(json, JsonSerializerOptions.Web)!;

    private static Schedule Good(string json)
    {
        var errors = new ValidationErrors();
        var schedule = Read(json).Check(Any.Now, "schedule", errors);
        Assert.Empty(errors.ToDictionary());
        return schedule!;
    }
}
