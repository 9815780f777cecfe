using System.Globalization;
using CampaignTasks.Application.Sending;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Sending;

public sealed class SenderLimiterTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryTake_BeyondATenantsShare_FindsNone_AndOthersFindTheirs()
    {
        var limiter = NewLimiter(2);

        Assert.True(limiter.TryTake("a", "1"));
        Assert.True(limiter.TryTake("a", "2"));
        Assert.False(limiter.TryTake("a", "3"));
        Assert.True(limiter.TryTake("b", "4"));
    }

    [Fact]
    public void Leave_CallsWhoWaitsLongest_AndKeepsThePlaceForIt()
    {
        var limiter = NewLimiterWithWaiting(1, "1", "2", "3");

        Assert.Equal(["2"], limiter.Return("a"));

        Assert.False(limiter.TryTake("a", "new"));
        Assert.True(limiter.TryTake("a", "2"));
        Assert.Equal(["3"], limiter.Return("a"));
    }

    [Fact]
    public void Leave_WhenNobodyWaits_CallsNobody()
    {
        var limiter = NewLimiterWithWaiting(1, "1");

        Assert.Empty(limiter.Return("a"));
        Assert.True(limiter.TryTake("a", "2"));
    }

    [Fact]
    public void TryTake_Repeated_KeepsOnesPlaceInTheLine()
    {
        var limiter = NewLimiterWithWaiting(1, "1", "2", "3", "2");

        Assert.Equal(["2"], limiter.Return("a"));
    }

    [Fact]
    public void TryTake_WhenWhoWasCalledDoesNotCome_FindsItsPlaceAfterAWhile()
    {
        var limiter = NewLimiterWithWaiting(1, "1", "2");
        limiter.Return("a");

        Assert.False(limiter.TryTake("a", "3"));
        _time.Advance(TimeSpan.FromSeconds(31));

        Assert.True(limiter.TryTake("a", "3"));
    }

    [Fact]
    public void Forget_OfOneThatWasCalled_CallsTheNext()
    {
        var limiter = NewLimiterWithWaiting(1, "1", "2", "3");
        limiter.Return("a");

        Assert.Equal(["3"], limiter.Forget("a", "2"));
        Assert.Empty(limiter.Forget("b", "2"));
    }

    [Fact]
    public void HasWaitingLanes_WhileSomebodyWaits_AndForThatTenantOnly()
    {
        var limiter = NewLimiterWithWaiting(1, "1");
        Assert.False(limiter.HasWaitingLanes("a"));

        limiter.TryTake("a", "2");

        Assert.True(limiter.HasWaitingLanes("a"));
        Assert.True(limiter.IsWaiting("a", "2"));
        Assert.False(limiter.HasWaitingLanes("b"));
        limiter.Return("a");
        Assert.False(limiter.HasWaitingLanes("a"));
    }

    [Fact]
    public void ScheduleRetry_OfMany_IsOneASecond()
    {
        var limiter = NewLimiterWithWaiting(1, "1", "2");

        var times = Enumerable.Range(0, 1_000).Select(_ => limiter.ScheduleRetry("a") - _time.GetUtcNow()).ToList();

        Assert.Equal(TimeSpan.FromMinutes(1), times[0]);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(TimeSpan.FromSeconds(1), pair.Second - pair.First));
    }

    // What the host has to do for a tenant does not grow with its lanes, and each lane has its turn when all others have had theirs.
    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(3_000)]
    public void ALife_OfManyLanes_TakesFewStepsASecond_AndEachLaneHasItsTurn(int lanes)
    {
        const int Places = 48;
        const int Hour = 3_600;
        var limiter = NewLimiter(Places);
        var comes = new PriorityQueue<string, DateTimeOffset>();
        var ends = new PriorityQueue<string, DateTimeOffset>();
        var last = Enumerable.Range(0, lanes).ToDictionary(n => $"{n}", _ => _time.GetUtcNow());
        var awaited = new Dictionary<string, DateTimeOffset>();
        var longest = TimeSpan.Zero;
        void Come(string lane, DateTimeOffset at) => comes.Enqueue(lane, awaited[lane] = at);
        foreach (var lane in last.Keys)
        {
            Come(lane, _time.GetUtcNow());
        }

        var most = 0;
        for (var second = 0; second < Hour; second++, _time.Advance(TimeSpan.FromSeconds(1)))
        {
            var (now, steps) = (_time.GetUtcNow(), 0);
            EndTurns(limiter, ends, now, Come);
            while (comes.TryPeek(out var lane, out var at) && at <= now)
            {
                comes.Dequeue();
                if (awaited[lane] != at)
                {
                    // It was called before.
                    continue;
                }

                steps++;
                if (limiter.TryTake("a", lane))
                {
                    longest = now - last[lane] > longest ? now - last[lane] : longest;
                    last[lane] = now;
                    awaited[lane] = DateTimeOffset.MaxValue;
                    ends.Enqueue(
                        lane,
                        now + SenderLimiter.ShortTurn + TimeSpan.FromMilliseconds(int.Parse(lane, CultureInfo.InvariantCulture) * 7 % 1_000)
                    );
                }
                else
                {
                    Come(lane, limiter.ScheduleRetry("a"));
                }
            }

            most = second > 60 && steps > most ? steps : most;
        }

        // Places become free together where turns began together; one lane a second comes by itself.
        Assert.InRange(most, 1, Places + 1);
        var round = TimeSpan.FromSeconds((SenderLimiter.ShortTurn.TotalSeconds + 3) * ((lanes / Places) + 2));
        Assert.True(longest <= round, $"{longest}");
        Assert.All(last.Values, at => Assert.True(_time.GetUtcNow() - at <= round));
    }

    private static void EndTurns(
        SenderLimiter limiter,
        PriorityQueue<string, DateTimeOffset> ends,
        DateTimeOffset now,
        Action<string, DateTimeOffset> come
    )
    {
        while (ends.TryPeek(out var over, out var end) && end <= now)
        {
            ends.Dequeue();
            limiter.Queue("a", over);
            come(over, limiter.ScheduleRetry("a"));
            foreach (var called in limiter.Return("a"))
            {
                come(called, now + TimeSpan.FromSeconds(1));
            }
        }
    }

    private SenderLimiter NewLimiter(int each) => new(Options.Create(new SendingOptions { SendersOfOneTenant = each }), _time);

    /// <summary>Lanes of tenant a that asked in this order.</summary>
    private SenderLimiter NewLimiterWithWaiting(int each, params string[] lanes)
    {
        var limiter = NewLimiter(each);
        foreach (var lane in lanes)
        {
            limiter.TryTake("a", lane);
        }

        return limiter;
    }
}
