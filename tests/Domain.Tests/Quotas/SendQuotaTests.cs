using CampaignTasks.Domain.Quotas;
using CampaignTasks.Testing;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Quotas;

public sealed class SendQuotaTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Now = Any.Now;

    [Fact]
    public void Take_OfANewQuota_IsNow_AndTheNextFollowsAfterTheInterval()
    {
        var quota = SendQuota.Empty;

        var first = Granted(ref quota, Ask("a", "1"));
        var second = Granted(ref quota, Ask("b", "1"));

        Assert.Equal((Now, Now + Pause), (first.From, second.From));
        Assert.Equal((2, Now + (2 * Pause)), (quota.UsedOn(first.Day), quota.NextFree));
    }

    [Fact]
    public void HoldersThatAskInTurn_GetSlotsInTurn_HoweverLongThePause()
    {
        var quota = SendQuota.Empty;
        List<(string Holder, DateTimeOffset At)> sent = [];
        for (var claim = 0; claim < 5; claim++)
        {
            foreach (var holder in new[] { "a", "b", "c" })
            {
                sent.Add((holder, Granted(ref quota, Ask(holder, $"{claim}")).From));
            }
        }

        Assert.Equal(Enumerable.Range(0, 15).Select(i => Now + (i * Pause)), sent.Select(s => s.At));
        Assert.Equal(string.Concat(Enumerable.Repeat("abc", 5)), string.Concat(sent.Select(s => s.Holder)));
    }

    [Fact]
    public void SameClaim_BeforeItsSlot_GetsItBackAndIsCountedOnce()
    {
        var quota = SendQuota.Empty;
        Granted(ref quota, Ask("a", "1"));
        var lease = Granted(ref quota, Ask("b", "1"));

        var again = Granted(ref quota, Ask("b", "1"), lease.From);

        Assert.Equal((lease, 2), (again, quota.UsedOn(lease.Day)));
    }

    [Theory]
    [InlineData(59, 60)]
    [InlineData(119, 60)]
    [InlineData(120, 180)]
    public void SameClaim_LateForItsSlot_KeepsItUntilTheRestIsOver(int second, int slot)
    {
        var quota = SendQuota.Empty;
        Granted(ref quota, Ask("a", "1"));
        Granted(ref quota, Ask("b", "1"));
        var behind = Granted(ref quota, Ask("c", "1"));

        var again = Granted(ref quota, Ask("b", "1"), Now.AddSeconds(second));

        Assert.Equal((Now.AddSeconds(slot), 3), (again.From, quota.UsedOn(again.Day)));
        Assert.Equal(behind, Granted(ref quota, Ask("c", "1")));
    }

    [Fact]
    public void SameClaim_InTheMidstOfItsSlots_GetsThoseThatAreStillGood()
    {
        var quota = SendQuota.Empty;
        var lease = Granted(ref quota, Ask("a", "1", wanted: 5));

        var again = Granted(ref quota, Ask("a", "1", wanted: 5), Now.AddSeconds(150));

        Assert.Equal((lease.At(2), 3, 3), (again.From, again.Count, quota.UsedOn(lease.Day)));
    }

    [Fact]
    public void SameClaim_WithALaterEarliest_MovesAndLeavesItsPlaceToOthers()
    {
        var quota = SendQuota.Empty;
        Granted(ref quota, Ask("a", "1"));

        var moved = Granted(ref quota, Ask("a", "1") with { Earliest = Now.AddMinutes(10) });
        var other = Granted(ref quota, Ask("b", "1", wanted: 100));

        Assert.Equal((Now.AddMinutes(10), Now), (moved.From, other.From));
        // The last one's rest is over when the lease ahead begins.
        Assert.Equal((10, 11), (other.Count, quota.UsedOn(moved.Day)));
    }

    [Fact]
    public void SameClaim_OfYesterday_IsVoidAndCountsAnew()
    {
        var quota = SendQuota.Empty;
        Granted(ref quota, Ask("a", "1"));

        var lease = Granted(ref quota, Ask("a", "1"), Now.AddDays(1));

        Assert.Equal((Now.AddDays(1), 1), (lease.From, quota.UsedOn(lease.Day)));
        Assert.Equal([lease], quota.Reservations);
        Assert.Equal([new DayUse(lease.Day, 1)], quota.Days);
    }

    [Fact]
    public void SameClaim_AskingForFewer_GivesTheRestBack()
    {
        var quota = SendQuota.Empty;
        Granted(ref quota, Ask("a", "1", wanted: 5));

        var fewer = Granted(ref quota, Ask("a", "1", wanted: 2));

        Assert.Equal((2, 2, Now + (2 * Pause)), (fewer.Count, quota.UsedOn(fewer.Day), quota.NextFree));
    }

    [Fact]
    public void AnotherClaim_SaysThatTheFormerLeaseWasUsed()
    {
        var quota = SendQuota.Empty;
        Granted(ref quota, Ask("a", "1", wanted: 2));

        var next = Granted(ref quota, Ask("a", "2"));

        Assert.Equal((Now + (2 * Pause), 3), (next.From, quota.UsedOn(next.Day)));
        Assert.Equal([next], quota.Reservations);
    }

    [Fact]
    public void Return_OfAPart_KeepsTheUsedOnes()
    {
        var quota = SendQuota.Empty;
        var lease = Granted(ref quota, Ask("a", "1", wanted: 5));

        quota = quota.Release("a", unused: 3);

        Assert.Equal((2, Now + (2 * Pause)), (quota.UsedOn(lease.Day), quota.NextFree));
        Assert.Empty(quota.Reservations);
        Assert.Same(quota, quota.Release("a"));
    }

    [Fact]
    public void Limit_UsedUp_IsTomorrow_WhereTheAccountIs()
    {
        var quota = SendQuota.Empty;
        var request = Ask("a", "1", wanted: 50) with { DailyLimit = 3, Zone = DateTimeZoneProviders.Tzdb["Asia/Tokyo"] };
        Assert.Equal(3, Granted(ref quota, request).Count);

        var answer = quota.Reserve(request with { Holder = "b" }, Now).Answer;

        // 9:00 UTC is 18:00 in Tokyo: the next midnight there is 15:00 UTC.
        Assert.Equal(new SlotResult.Deferred(Now.AddHours(6), QuotaBound.DailyLimit), answer);
        Assert.Equal(Now.AddHours(6), Granted(ref quota, request with { Holder = "b" }, Now.AddHours(6)).From);
    }

    [Fact]
    public void Slots_EndWithTheDay()
    {
        var quota = SendQuota.Empty;
        var evening = Now.Date.AddHours(23).AddMinutes(57);

        var lease = Granted(ref quota, Ask("a", "1", wanted: 50), new DateTimeOffset(evening, TimeSpan.Zero));
        var next = Granted(ref quota, Ask("a", "2", wanted: 50), lease.At(2));

        Assert.Equal((3, LocalDate.FromDateTime(evening)), (lease.Count, lease.Day));
        Assert.Equal((50, lease.Day.PlusDays(1)), (next.Count, next.Day));
    }

    [Fact]
    public void Slots_EndBeforeTheWindowCloses()
    {
        var quota = SendQuota.Empty;
        var request = Ask("a", "1", wanted: 50) with { Until = Now + (2 * Pause), Bound = QuotaBound.Rate };

        Assert.Equal(2, Granted(ref quota, request).Count);
        var (after, answer) = quota.Reserve(request with { Holder = "b" }, Now);

        Assert.Equal(new SlotResult.Deferred(Now + (2 * Pause), QuotaBound.Rate), answer);
        Assert.Same(quota, after);
    }

    [Fact]
    public void LimitLowered_LetsWhatIsReservedGo_AndNothingElse()
    {
        var quota = SendQuota.Empty;
        var lease = Granted(ref quota, Ask("a", "1", wanted: 5));

        Assert.Equal(lease, Granted(ref quota, Ask("a", "1", wanted: 5) with { DailyLimit = 2 }));
        Assert.IsType<SlotResult.Deferred>(quota.Reserve(Ask("b", "1") with { DailyLimit = 2 }, Now).Answer);
    }

    [Fact]
    public void SpacingOfOneHolder_SlowsNobodyElse()
    {
        var quota = SendQuota.Empty;

        var slow = Granted(ref quota, Ask("slow", "1") with { Spacing = TimeSpan.FromHours(1) });
        var other = Granted(ref quota, Ask("b", "1"));

        Assert.Equal((TimeSpan.FromHours(1), Now + Pause), (slow.Interval, other.From));
    }

    [Fact]
    public void RefusedExchange_OfAPassedLease_StaysCountedForItsClaim()
    {
        var quota = SendQuota.Empty;
        var lease = Granted(ref quota, Ask("a", "1"));

        // The window has closed meanwhile; some of it may have been sent before the holder was lost.
        var late = Now.AddHours(1);
        (quota, var answer) = quota.Reserve(Ask("a", "1") with { Until = late }, late);
        Assert.Equal(1, quota.UsedOn(lease.Day));
        var resumed = Granted(ref quota, Ask("a", "1"), Now.AddHours(2));

        Assert.IsType<SlotResult.Deferred>(answer);
        Assert.Equal((Now.AddHours(2), 1), (resumed.From, quota.UsedOn(lease.Day)));
    }

    [Fact]
    public void ExchangeIntoTomorrow_OfAPassedLease_StaysCountedToday()
    {
        var quota = SendQuota.Empty;
        var evening = new DateTimeOffset(Now.Date.AddHours(23).AddMinutes(57), TimeSpan.Zero);
        var lost = Granted(ref quota, Ask("a", "1"), evening);
        Granted(ref quota, Ask("b", "1", wanted: 2), evening);

        var lease = Granted(ref quota, Ask("a", "1"), evening + Pause);

        Assert.Equal((lost.Day.PlusDays(1), 3, 1), (lease.Day, quota.UsedOn(lost.Day), quota.UsedOn(lease.Day)));
    }

    [Fact]
    public void FullList_TellsToComeBack_AndLetsGoOfWhatHasPassed()
    {
        var quota = Enumerable
            .Range(0, SendQuota.MaxReservations)
            .Aggregate(SendQuota.Empty, (b, i) => b.Reserve(Ask($"h{i}", "1"), Now).After);

        var (_, answer) = quota.Reserve(Ask("one more", "1"), Now);
        var at = Now.AddMinutes(SendQuota.MaxReservations / 2);
        var lease = Granted(ref quota, Ask("one more", "1"), at);

        Assert.Equal(new SlotResult.Deferred(Now + Pause, QuotaBound.Pause), answer);
        Assert.Equal(
            (Now.AddMinutes(SendQuota.MaxReservations), (SendQuota.MaxReservations / 2) + 1),
            (lease.From, quota.Reservations.Count)
        );
    }

    [Fact]
    public void TwoTasks_WithOneLimit_SendExactlyThatManyADay()
    {
        var scene = new SendQuotaFixture(DateTimeZoneProviders.Tzdb["Europe/Berlin"], TimeSpan.FromSeconds(3)) { Limit = 50 };
        for (var asked = 0; scene.Used.Count < 17 * 50 && asked < 2_000; asked++)
        {
            switch (scene.Use(holder: asked % 2))
            {
                case SlotResult.Granted granted:
                    scene.MoveTo(granted.Reservation.From);
                    break;
                case SlotResult.Deferred wait:
                    scene.MoveTo(wait.At);
                    break;
            }
        }

        // The clock change of 29 March is among them.
        var days = scene.Used.CountBy(slot => slot.Day).ToArray();
        Assert.Equal(17, days.Length);
        Assert.All(days, day => Assert.Equal(50, day.Value));
    }

    [Fact]
    public void Wanted_OfNone_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Ask("a", "1", wanted: 0));

    private static SlotRequest Ask(string holder, string claim, int wanted = 1) =>
        new(holder, claim, wanted, DateTimeZone.Utc) { Interval = Pause };

    private static SlotReservation Granted(ref SendQuota quota, SlotRequest request, DateTimeOffset? now = null)
    {
        (quota, var answer) = quota.Reserve(request, now ?? Now);
        return Assert.IsType<SlotResult.Granted>(answer).Reservation;
    }
}
