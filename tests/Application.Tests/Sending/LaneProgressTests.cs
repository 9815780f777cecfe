using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Testing;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>What a step of a lane leaves, until when that waits, and how the step ends.</summary>
public sealed class LaneProgressTests
{
    private static readonly LaneWork Work = new(ActivityFixture.RunRef, Lane: 0, FromPage: 4);
    private static readonly LedgerMessage Pending = new("ann@example.net", MessageState.Pending, 0, null, null, null, Any.Now);
    private static readonly Schedule Mornings = new() { Windows = [new DailyWindow(new LocalTime(8, 0), new LocalTime(12, 0))] };
    private static readonly Schedule Afternoons = new() { Windows = [new DailyWindow(new LocalTime(14, 0), new LocalTime(18, 0))] };

    private readonly FakeTimeProvider _time = new(Any.Now);

    [Fact]
    public void OpenOrLeave_InAWindow_ReturnsWhenItCloses() =>
        Assert.Equal(Any.Now.AddHours(3), Progress(Mornings).OpenOrLeave(Any.Page()));

    [Fact]
    public void OpenOrLeave_BeforeAWindow_LeavesThePageUntilItOpens()
    {
        var progress = Progress(Afternoons);

        Assert.Null(progress.OpenOrLeave(Any.Page(number: 6)));

        Assert.True(progress.IsBlocked(zone: null));
        Assert.Equal(Waits(fromPage: 6, Any.Now.AddHours(5)), progress.End());
    }

    [Fact]
    public void OpenOrLeave_AfterTheLastDay_LeavesNothingAndEndsHalted()
    {
        var progress = Progress(new Schedule { FinishDate = new LocalDate(2026, 11, 30) });

        Assert.Null(progress.OpenOrLeave(Any.Page()));

        Assert.Equal(new LaneResult(LaneState.Halted, Work), progress.End());
    }

    [Fact]
    public void OpenOrLeave_OfPagesInSeveralZones_LeavesThoseWhoseWindowIsClosedAlone()
    {
        var progress = Progress(Mornings with { TimeZone = Schedule.RecipientsZone });

        Assert.NotNull(progress.OpenOrLeave(Page(0, "Europe/London")));
        Assert.Null(progress.OpenOrLeave(Page(1, "Asia/Tokyo")));
        Assert.Null(progress.OpenOrLeave(Page(2, "Asia/Tokyo")));
        Assert.NotNull(progress.OpenOrLeave(Page(3, "Europe/Paris")));

        // Eight in the morning there.
        Assert.Equal(Waits(fromPage: 1, new DateTimeOffset(2026, 12, 1, 23, 0, 0, TimeSpan.Zero)), progress.End());
    }

    [Fact]
    public void OpenOrLeave_OfABlockedZone_LeavesThePage()
    {
        var progress = Progress();
        progress.Block(Any.Page(number: 5));

        Assert.Null(progress.OpenOrLeave(Any.Page(number: 6)));

        Assert.Equal((LaneState.Wait, 6), (progress.End().State, progress.End().Next.FromPage));
    }

    [Fact]
    public void End_WithNothingLeft_IsDone() => Assert.Equal(new LaneResult(LaneState.Done, Work), Progress().End());

    [Fact]
    public void End_WithPagesLeft_BeginsTheNextPassAtTheFirstOfThem()
    {
        var progress = Progress();
        progress.Leave(8);
        progress.Leave(6);
        progress.Leave(7);

        Assert.Equal(Waits(fromPage: 6, Any.Now), progress.End());
    }

    [Fact]
    public void End_WithSeveralWaits_EndsWithTheEarliest()
    {
        var progress = Progress();
        progress.Leave(6);
        progress.WaitUntil(Any.Now.AddMinutes(3));
        progress.WaitUntil(Any.Now.AddMinutes(2));
        progress.WaitUntil(Any.Now.AddMinutes(4));

        Assert.Equal(Waits(fromPage: 6, Any.Now.AddMinutes(2)), progress.End());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 4)]
    [InlineData(3, 16)]
    [InlineData(4, 60)]
    [InlineData(9, 60)]
    public void Add_OfARetry_WaitsTheLongerTheMoreOftenItWasTried(int attempts, int seconds)
    {
        var progress = Progress();
        progress.Leave(6);

        progress.Add(Retry(attempts), Pending with { Attempts = attempts - 1 });

        Assert.Equal(Waits(fromPage: 6, Any.Now.AddSeconds(seconds)), progress.End());
    }

    [Fact]
    public void Add_OfSeveralRetries_WaitsForTheLatestSoThatNoneIsTooSoon()
    {
        var progress = Progress();
        progress.Leave(6);
        progress.WaitUntil(Any.Now.AddSeconds(2));
        progress.Add(Retry(2), Pending with { Attempts = 1 });
        progress.Add(Retry(1), Pending);

        Assert.Equal(Waits(fromPage: 6, Any.Now.AddSeconds(4)), progress.End());
    }

    [Fact]
    public void Add_OfAMessageThatIsNotEligibleYet_WaitsUntilThen()
    {
        var progress = Progress();
        progress.Leave(6);
        var wait = new Application.Eligibility.EligibilityResult.Wait(Any.Now.AddDays(7), "capped");

        progress.Add(Settlement.FromEligibility(0, Pending, wait), Pending);

        Assert.Equal(Waits(fromPage: 6, Any.Now.AddDays(7)), progress.End());
    }

    [Fact]
    public void EndAt_WithMoreToDo_HandsOnWhatItLeft()
    {
        var progress = Progress();
        progress.Leave(5);
        progress.WaitUntil(Any.Now.AddMinutes(2));
        progress.Add(Retry(1), Pending);

        var result = progress.EndAt(page: 9, LaneState.More);

        Assert.Equal(
            new LaneResult(
                LaneState.More,
                Work with
                {
                    FromPage = 9,
                    LeftPage = 5,
                    NotBefore = Any.Now.AddMinutes(2),
                    RetryAt = Any.Now.AddSeconds(1),
                }
            ),
            result
        );
        Assert.Equal(Waits(fromPage: 5, Any.Now.AddSeconds(1)), Progress(work: result.Next).End());
    }

    [Fact]
    public void EndAt_OfAHaltedPage_KeepsItsPlaceAndNoWait()
    {
        var progress = Progress();
        progress.Leave(5);
        progress.WaitUntil(Any.Now.AddMinutes(2));

        Assert.Equal(new LaneResult(LaneState.Halted, Work with { FromPage = 9 }), progress.EndAt(page: 9, LaneState.Halted));
    }

    [Fact]
    public void NeedsAccount_WhileSomethingElseWaits_IsNotSaid()
    {
        var progress = Progress();
        Assert.False(progress.NeedsAccount);
        progress.LeaveWithoutAccount();
        Assert.True(progress.NeedsAccount);

        progress.WaitUntil(Any.Now.AddMinutes(2));

        Assert.False(progress.NeedsAccount);
    }

    [Fact]
    public void IsOver_FromTheStepsEndOn()
    {
        var progress = Progress();

        _time.Advance(LaneSender.LongStep - TimeSpan.FromTicks(1));
        Assert.False(progress.IsOver);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(progress.IsOver);
    }

    private static LaneResult Waits(int fromPage, DateTimeOffset until) =>
        new(LaneState.Wait, Work with { FromPage = fromPage, NotBefore = until });

    private static LedgerPage Page(int number, string zone) => LedgerPage.Plan(number, ["ann@example.net"], Any.Now, zone);

    private static Settlement Retry(int attempts) => new(Index: 0, MessageState.Pending, attempts, ProviderId: null, Reason: "500: busy");

    private LaneProgress Progress(Schedule? schedule = null, LaneWork? work = null) =>
        new(work ?? Work, new RunHours(schedule ?? Schedule.AtOnce, occurrenceDay: null), Any.Now + LaneSender.LongStep, _time);
}
