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
        using var first = seats.TryTake("a");
        using var second = seats.TryTake("a");

        Assert.Null(seats.TryTake("a"));
        using var other = seats.TryTake("b");

        Assert.NotNull(other);
    }

    [Fact]
    public void TryTake_OfAPlaceThatWasGivenBack_FindsIt()
    {
        var seats = Seats(1);
        seats.TryTake("a")!.Dispose();

        using var again = seats.TryTake("a");

        Assert.NotNull(again);
    }

    [Fact]
    public void IsCrowded_AfterARefusal_IsTrueForAWhile_AndForThatTenantOnly()
    {
        var seats = Seats(1);
        using var seat = seats.TryTake("a");
        Assert.False(seats.IsCrowded("a"));

        Assert.Null(seats.TryTake("a"));

        Assert.True(seats.IsCrowded("a"));
        Assert.False(seats.IsCrowded("b"));
        _time.Advance(TimeSpan.FromSeconds(80));
        Assert.False(seats.IsCrowded("a"));
    }

    [Fact]
    public void ComesAgainAt_OfMany_IsSpread()
    {
        var seats = Seats(1);

        var times = Enumerable.Range(0, 42).Select(_ => seats.ComesAgainAt()).ToList();

        Assert.Equal(21, times.Distinct().Count());
        Assert.All(times, time => Assert.InRange(time - _time.GetUtcNow(), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)));
    }

    private SenderLimiter Seats(int each) => new(Options.Create(new SendingOptions { SendersOfOneTenant = each }), _time);
}
