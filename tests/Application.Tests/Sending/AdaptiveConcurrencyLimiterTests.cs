using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Sending;

public sealed class AdaptiveConcurrencyLimiterTests : IDisposable
{
    private static readonly SendOutcome Accepted = new SendOutcome.Accepted("p1");
    private static readonly SendOutcome Throttled = new SendOutcome.Throttled(RetryAfter: null);

    private readonly PumpedContext _context = new();
    private readonly FakeTimeProvider _time = new(Any.Now);
    private readonly AdaptiveConcurrencyLimiter _limiter;

    public AdaptiveConcurrencyLimiterTests() => _limiter = new AdaptiveConcurrencyLimiter(_time);

    public static TheoryData<SendOutcome?> AnswersThatCloseNothing =>
        [
            null,
            Accepted,
            new SendOutcome.Rejected("Blocked", "on the list"),
            new SendOutcome.Transient("500", "busy"),
            new SendOutcome.Misconfigured("401", "Denied"),
            new SendOutcome.Unknown("no answer"),
        ];

    public void Dispose() => _context.Dispose();

    [Fact]
    public void Enter_UpToTheWidth_HasAPlaceAtOnceAndTheNextWaits()
    {
        var places = Enter(AdaptiveConcurrencyLimiter.MaxWidth);
        var next = Enter(1)[0];

        Assert.All(places, place => Assert.True(HasPlace(place)));
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public void Leave_WhileOthersWait_LetsInWhoWaitsLongest()
    {
        Enter(AdaptiveConcurrencyLimiter.MaxWidth);
        var waiting = Enter(2);

        Exit(Accepted);

        Assert.Equal([true, false], waiting.Select(place => place.IsCompleted));
        Exit(outcome: null);
        Assert.All(waiting, place => Assert.True(HasPlace(place)));
    }

    [Theory]
    [MemberData(nameof(AnswersThatCloseNothing))]
    public void Leave_WithAnyAnswerButThrottled_StaysOpenAndAsWide(SendOutcome? outcome)
    {
        Enter(1);

        Exit(outcome);

        Assert.False(_limiter.IsClosed);
        Assert.Equal(AdaptiveConcurrencyLimiter.MaxWidth, Width());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public void Throttled_WithATime_ClosesForThatLongAndOpensThen(int seconds)
    {
        Throttle(TimeSpan.FromSeconds(seconds));

        Assert.Equal((true, Any.Now.AddSeconds(seconds)), (_limiter.IsClosed, _limiter.ClosedUntil));
        Assert.True(IsRefused(Enter(1)[0]));
        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        Assert.True(IsRefused(Enter(1)[0]));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.False(_limiter.IsClosed);
        Assert.True(HasPlace(Enter(1)[0]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    [InlineData(0.4)]
    public void Throttled_AgainAndAgainWithNoTimeToSpeakOf_ClosesTwiceAsLongEachTimeUpToAMinute(double? seconds)
    {
        List<double> pauses = [];
        for (var i = 0; i < 7; i++)
        {
            Throttle(seconds is { } named ? TimeSpan.FromSeconds(named) : null);
            pauses.Add((_limiter.ClosedUntil - _time.GetUtcNow()).TotalSeconds);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([2, 4, 8, 16, 32, 60, 60], pauses);
    }

    [Fact]
    public void Throttled_AfterOneWithATime_BeginsWithAShortPauseAgain()
    {
        Throttle(retryAfter: null);
        _time.Advance(TimeSpan.FromMinutes(1));
        Throttle(retryAfter: null);
        _time.Advance(TimeSpan.FromMinutes(1));
        Throttle(TimeSpan.FromSeconds(3));
        _time.Advance(TimeSpan.FromMinutes(1));

        Throttle(retryAfter: null);

        Assert.Equal(TimeSpan.FromSeconds(2), _limiter.ClosedUntil - _time.GetUtcNow());
    }

    [Theory]
    [InlineData(10, 60)]
    [InlineData(120, 120)]
    public void Throttled_WhileClosed_IsNeverClosedForLessTime(int secondsOfTheSecond, int expected)
    {
        Enter(2);
        Exit(new SendOutcome.Throttled(TimeSpan.FromSeconds(60)));

        Exit(new SendOutcome.Throttled(TimeSpan.FromSeconds(secondsOfTheSecond)));

        Assert.Equal(Any.Now.AddSeconds(expected), _limiter.ClosedUntil);
    }

    [Fact]
    public void Throttled_InABurst_HalvesTheWidthOnce()
    {
        Enter(10);
        for (var i = 0; i < 10; i++)
        {
            Exit(Throttled);
        }

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(AdaptiveConcurrencyLimiter.MaxWidth / 2, Width());
    }

    [Fact]
    public void Throttled_ForLong_LeavesAWidthOfOne()
    {
        for (var i = 0; i < 10; i++)
        {
            Throttle(retryAfter: null);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(1, Width());
    }

    [Fact]
    public void Throttled_WithMoreUnderWayThanItMayHaveNow_LetsNobodyInUntilThoseHaveLeft()
    {
        Enter(AdaptiveConcurrencyLimiter.MaxWidth);
        Exit(Throttled);
        _time.Advance(TimeSpan.FromMinutes(1));
        var waiting = Enter(1)[0];

        for (var underWay = AdaptiveConcurrencyLimiter.MaxWidth - 1; underWay > AdaptiveConcurrencyLimiter.MaxWidth / 2; underWay--)
        {
            Assert.False(waiting.IsCompleted);
            Exit(outcome: null);
        }

        Assert.False(waiting.IsCompleted);
        Exit(outcome: null);
        Assert.True(HasPlace(waiting));
    }

    [Theory]
    [InlineData(63, 32)]
    [InlineData(64, 33)]
    [InlineData(64 + 66, 34)]
    [InlineData(10_000, AdaptiveConcurrencyLimiter.MaxWidth)]
    public void Accepted_TwiceAsOftenAsItIsWide_WidensByOneUpToTheMost(int accepted, int width)
    {
        Throttle(retryAfter: null);
        _time.Advance(TimeSpan.FromMinutes(1));

        for (var i = 0; i < accepted; i++)
        {
            Enter(1);
            Exit(Accepted);
        }

        Assert.Equal(width, Width());
    }

    [Fact]
    public void Enter_WhileWaitingWhenItCloses_IsRefusedForAllWhoWait()
    {
        Enter(AdaptiveConcurrencyLimiter.MaxWidth);
        var waiting = Enter(3);

        for (var i = 0; i < AdaptiveConcurrencyLimiter.MaxWidth; i++)
        {
            Exit(new SendOutcome.Throttled(TimeSpan.FromMinutes(5)));
        }

        Assert.All(waiting, place => Assert.True(IsRefused(place)));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(AdaptiveConcurrencyLimiter.MaxWidth / 2, Width());
    }

    [Fact]
    public void Enter_HaltedWhileWaiting_ThrowsAndTakesNoPlace()
    {
        using var halted = new CancellationTokenSource();
        Enter(AdaptiveConcurrencyLimiter.MaxWidth);
        var waiting = _limiter.EnterAsync(halted.Token);
        var next = Enter(1)[0];

        halted.Cancel();
        _context.Run();
        Exit(outcome: null);

        Assert.True(waiting.IsCanceled);
        Assert.True(HasPlace(next));
    }

    [Fact]
    public void Enter_HaltedBefore_IsRefusedAndTakesNoPlace()
    {
        Assert.True(IsRefused(_limiter.EnterAsync(new CancellationToken(canceled: true))));
        Assert.Equal(AdaptiveConcurrencyLimiter.MaxWidth, Width());
    }

    private static bool HasPlace(Task<bool> entering) => entering is { IsCompletedSuccessfully: true, Result: true };

    private static bool IsRefused(Task<bool> entering) => entering is { IsCompletedSuccessfully: true, Result: false };

    private Task<bool>[] Enter(int count)
    {
        Task<bool>[] entering = [.. Enumerable.Range(0, count).Select(_ => _limiter.EnterAsync(CancellationToken.None))];
        _context.Run();
        return entering;
    }

    private void Exit(SendOutcome? outcome)
    {
        _limiter.Exit(outcome);
        _context.Run();
    }

    private void Throttle(TimeSpan? retryAfter)
    {
        Enter(1);
        Exit(new SendOutcome.Throttled(retryAfter));
    }

    /// <summary>Counts the places of a limiter that is open and empty.</summary>
    private int Width()
    {
        using var halted = new CancellationTokenSource();
        var width = 0;
        while (_limiter.EnterAsync(halted.Token) is { IsCompleted: true } entering)
        {
            Assert.True(HasPlace(entering));
            width++;
        }

        halted.Cancel();
        _context.Run();
        for (var i = 0; i < width; i++)
        {
            Exit(outcome: null);
        }

        return width;
    }
}
