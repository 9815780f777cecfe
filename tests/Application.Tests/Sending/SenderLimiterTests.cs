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
        var seats = Seats(2);

        Assert.True(seats.TryTake("a", "1"));
        Assert.True(seats.TryTake("a", "2"));
        Assert.False(seats.TryTake("a", "3"));
        Assert.True(seats.TryTake("b", "4"));
    }

    [Fact]
    public void Leave_CallsWhoWaitsLongest_AndKeepsThePlaceForIt()
    {
        var seats = Crowded(1, "1", "2", "3");

        Assert.Equal(["2"], seats.Leave("a"));

        Assert.False(seats.TryTake("a", "new"));
        Assert.True(seats.TryTake("a", "2"));
        Assert.Equal(["3"], seats.Leave("a"));
    }

    [Fact]
    public void Leave_WhenNobodyWaits_CallsNobody()
    {
        var seats = Crowded(1, "1");

        Assert.Empty(seats.Leave("a"));
        Assert.True(seats.TryTake("a", "2"));
    }

    [Fact]
    public void TryTake_Repeated_KeepsOnesPlaceInTheLine()
    {
        var seats = Crowded(1, "1", "2", "3", "2");

        Assert.Equal(["2"], seats.Leave("a"));
    }

    [Fact]
    public void TryTake_WhenWhoWasCalledDoesNotCome_FindsItsPlaceAfterAWhile()
    {
        var seats = Crowded(1, "1", "2");
        seats.Leave("a");

        Assert.False(seats.TryTake("a", "3"));
        _time.Advance(TimeSpan.FromSeconds(31));

        Assert.True(seats.TryTake("a", "3"));
    }

    [Fact]
    public void Forget_OfOneThatWasCalled_CallsTheNext()
    {
        var seats = Crowded(1, "1", "2", "3");
        seats.Leave("a");

        Assert.Equal(["3"], seats.Forget("a", "2"));
        Assert.Empty(seats.Forget("b", "2"));
    }

    [Fact]
    public void IsCrowded_WhileSomebodyWaits_AndForThatTenantOnly()
    {
        var seats = Crowded(1, "1");
        Assert.False(seats.IsCrowded("a"));

        seats.TryTake("a", "2");

        Assert.True(seats.IsCrowded("a"));
        Assert.True(seats.IsWaiting("a", "2"));
        Assert.False(seats.IsCrowded("b"));
        seats.Leave("a");
        Assert.False(seats.IsCrowded("a"));
    }

    [Fact]
    public void ComesAgainAt_OfMany_IsOneASecond()
    {
        var seats = Crowded(1, "1", "2");

        var times = Enumerable.Range(0, 1_000).Select(_ => seats.ComesAgainAt("a") - _time.GetUtcNow()).ToList();

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
        var seats = Seats(Places);
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
            EndTurns(seats, ends, now, Come);
            while (comes.TryPeek(out var lane, out var at) && at <= now)
            {
                comes.Dequeue();
                if (awaited[lane] != at)
                {
                    // It was called before.
                    continue;
                }

                steps++;
                if (seats.TryTake("a", lane))
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
                    Come(lane, seats.ComesAgainAt("a"));
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
        SenderLimiter seats,
        PriorityQueue<string, DateTimeOffset> ends,
        DateTimeOffset now,
        Action<string, DateTimeOffset> come
    )
    {
        while (ends.TryPeek(out var over, out var end) && end <= now)
        {
            ends.Dequeue();
            seats.Queue("a", over);
            come(over, seats.ComesAgainAt("a"));
            foreach (var called in seats.Leave("a"))
            {
                come(called, now + TimeSpan.FromSeconds(1));
            }
        }
    }

    private SenderLimiter Seats(int each) => new(Options.Create(new SendingOptions { SendersOfOneTenant = each }), _time);

    /// <summary>Lanes of tenant a that asked in this order.</summary>
    private SenderLimiter Crowded(int each, params string[] lanes)
    {
        var seats = Seats(each);
        foreach (var lane in lanes)
        {
            seats.TryTake("a", lane);
        }

        return seats;
    }
}
