using CampaignTasks.Domain.Quotas;
using CampaignTasks.Testing;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Quotas;

public sealed class SendQuotaTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Now = Any.Now;

    [Fact]
    public void Take_OfANewBudget_IsNow_AndTheNextFollowsAfterTheInterval()
    {
        var budget = SendQuota.Empty;

        var first = Granted(ref budget, Ask("a", "1"));
        var second = Granted(ref budget, Ask("b", "1"));

        Assert.Equal((Now, Now + Pause), (first.From, second.From));
        Assert.Equal((2, Now + (2 * Pause)), (budget.UsedOn(first.Day), budget.NextFree));
    }

    [Fact]
    public void HoldersThatAskInTurn_GetSlotsInTurn_HoweverLongThePause()
    {
        var budget = SendQuota.Empty;
        List<(string Holder, DateTimeOffset At)> sent = [];
        for (var claim = 0; claim < 5; claim++)
        {
            foreach (var holder in new[] { "a", "b", "c" })
            {
                sent.Add((holder, Granted(ref budget, Ask(holder, $"{claim}")).From));
            }
        }

        Assert.Equal(Enumerable.Range(0, 15).Select(i => Now + (i * Pause)), sent.Select(s => s.At));
        Assert.Equal(string.Concat(Enumerable.Repeat("abc", 5)), string.Concat(sent.Select(s => s.Holder)));
    }

    [Fact]
    public void SameClaim_BeforeItsSlot_GetsItBackAndIsCountedOnce()
    {
        var budget = SendQuota.Empty;
        Granted(ref budget, Ask("a", "1"));
        var lease = Granted(ref budget, Ask("b", "1"));

        var again = Granted(ref budget, Ask("b", "1"), lease.From);

        Assert.Equal((lease, 2), (again, budget.UsedOn(lease.Day)));
    }

    [Theory]
    [InlineData(59, 60)]
    [InlineData(119, 60)]
    [InlineData(120, 180)]
    public void SameClaim_LateForItsSlot_KeepsItUntilTheRestIsOver(int second, int slot)
    {
        var budget = SendQuota.Empty;
        Granted(ref budget, Ask("a", "1"));
        Granted(ref budget, Ask("b", "1"));
        var behind = Granted(ref budget, Ask("c", "1"));

        var again = Granted(ref budget, Ask("b", "1"), Now.AddSeconds(second));

        Assert.Equal((Now.AddSeconds(slot), 3), (again.From, budget.UsedOn(again.Day)));
        Assert.Equal(behind, Granted(ref budget, Ask("c", "1")));
    }

    [Fact]
    public void SameClaim_InTheMidstOfItsSlots_GetsThoseThatAreStillGood()
    {
        var budget = SendQuota.Empty;
        var lease = Granted(ref budget, Ask("a", "1", wanted: 5));

        var again = Granted(ref budget, Ask("a", "1", wanted: 5), Now.AddSeconds(150));

        Assert.Equal((lease.At(2), 3, 3), (again.From, again.Count, budget.UsedOn(lease.Day)));
    }

    [Fact]
    public void SameClaim_WithALaterEarliest_MovesAndLeavesItsPlaceToOthers()
    {
        var budget = SendQuota.Empty;
        Granted(ref budget, Ask("a", "1"));

        var moved = Granted(ref budget, Ask("a", "1") with { Earliest = Now.AddMinutes(10) });
        var other = Granted(ref budget, Ask("b", "1", wanted: 100));

        Assert.Equal((Now.AddMinutes(10), Now), (moved.From, other.From));
        // The last one's rest is over when the lease ahead begins.
        Assert.Equal((10, 11), (other.Count, budget.UsedOn(moved.Day)));
    }

    [Fact]
    public void SameClaim_OfYesterday_IsVoidAndCountsAnew()
    {
        var budget = SendQuota.Empty;
        Granted(ref budget, Ask("a", "1"));

        var lease = Granted(ref budget, Ask("a", "1"), Now.AddDays(1));

        Assert.Equal((Now.AddDays(1), 1), (lease.From, budget.UsedOn(lease.Day)));
        Assert.Equal([lease], budget.Reservations);
        Assert.Equal([new DayUse(lease.Day, 1)], budget.Days);
    }

    [Fact]
    public void SameClaim_AskingForFewer_GivesTheRestBack()
    {
        var budget = SendQuota.Empty;
        Granted(ref budget, Ask("a", "1", wanted: 5));

        var fewer = Granted(ref budget, Ask("a", "1", wanted: 2));

        Assert.Equal((2, 2, Now + (2 * Pause)), (fewer.Count, budget.UsedOn(fewer.Day), budget.NextFree));
    }

    [Fact]
    public void AnotherClaim_SaysThatTheFormerLeaseWasUsed()
    {
        var budget = SendQuota.Empty;
        Granted(ref budget, Ask("a", "1", wanted: 2));

        var next = Granted(ref budget, Ask("a", "2"));

        Assert.Equal((Now + (2 * Pause), 3), (next.From, budget.UsedOn(next.Day)));
        Assert.Equal([next], budget.Reservations);
    }

    [Fact]
    public void Return_OfAPart_KeepsTheUsedOnes()
    {
        var budget = SendQuota.Empty;
        var lease = Granted(ref budget, Ask("a", "1", wanted: 5));

        budget = budget.Release("a", unused: 3);

        Assert.Equal((2, Now + (2 * Pause)), (budget.UsedOn(lease.Day), budget.NextFree));
        Assert.Empty(budget.Reservations);
        Assert.Same(budget, budget.Release("a"));
    }

    [Fact]
    public void Limit_UsedUp_IsTomorrow_WhereTheAccountIs()
    {
        var budget = SendQuota.Empty;
        var request = Ask("a", "1", wanted: 50) with { DailyLimit = 3, Zone = DateTimeZoneProviders.Tzdb["Asia/Tokyo"] };
        Assert.Equal(3, Granted(ref budget, request).Count);

        var answer = budget.Reserve(request with { Holder = "b" }, Now).Answer;

        // 9:00 UTC is 18:00 in Tokyo: the next midnight there is 15:00 UTC.
        Assert.Equal(new SlotResult.Deferred(Now.AddHours(6), QuotaBound.DailyLimit), answer);
        Assert.Equal(Now.AddHours(6), Granted(ref budget, request with { Holder = "b" }, Now.AddHours(6)).From);
    }

    [Fact]
    public void Slots_EndWithTheDay()
    {
        var budget = SendQuota.Empty;
        var evening = Now.Date.AddHours(23).AddMinutes(57);

        var lease = Granted(ref budget, Ask("a", "1", wanted: 50), new DateTimeOffset(evening, TimeSpan.Zero));
        var next = Granted(ref budget, Ask("a", "2", wanted: 50), lease.At(2));

        Assert.Equal((3, LocalDate.FromDateTime(evening)), (lease.Count, lease.Day));
        Assert.Equal((50, lease.Day.PlusDays(1)), (next.Count, next.Day));
    }

    [Fact]
    public void Slots_EndBeforeTheWindowCloses()
    {
        var budget = SendQuota.Empty;
        var request = Ask("a", "1", wanted: 50) with { Until = Now + (2 * Pause), Bound = QuotaBound.Rate };

        Assert.Equal(2, Granted(ref budget, request).Count);
        var (after, answer) = budget.Reserve(request with { Holder = "b" }, Now);

        Assert.Equal(new SlotResult.Deferred(Now + (2 * Pause), QuotaBound.Rate), answer);
        Assert.Same(budget, after);
    }

    [Fact]
    public void LimitLowered_LetsWhatIsReservedGo_AndNothingElse()
    {
        var budget = SendQuota.Empty;
        var lease = Granted(ref budget, Ask("a", "1", wanted: 5));

        Assert.Equal(lease, Granted(ref budget, Ask("a", "1", wanted: 5) with { DailyLimit = 2 }));
        Assert.IsType<SlotResult.Deferred>(budget.Reserve(Ask("b", "1") with { DailyLimit = 2 }, Now).Answer);
    }

    [Fact]
    public void SpacingOfOneHolder_SlowsNobodyElse()
    {
        var budget = SendQuota.Empty;

        var slow = Granted(ref budget, Ask("slow", "1") with { Spacing = TimeSpan.FromHours(1) });
        var other = Granted(ref budget, Ask("b", "1"));

        Assert.Equal((TimeSpan.FromHours(1), Now + Pause), (slow.Interval, other.From));
    }

    [Fact]
    public void RefusedExchange_OfAPassedLease_StaysCountedForItsClaim()
    {
        var budget = SendQuota.Empty;
        var lease = Granted(ref budget, Ask("a", "1"));

        // The window has closed meanwhile; some of it may have been sent before the holder was lost.
        var late = Now.AddHours(1);
        (budget, var answer) = budget.Reserve(Ask("a", "1") with { Until = late }, late);
        Assert.Equal(1, budget.UsedOn(lease.Day));
        var resumed = Granted(ref budget, Ask("a", "1"), Now.AddHours(2));

        Assert.IsType<SlotResult.Deferred>(answer);
        Assert.Equal((Now.AddHours(2), 1), (resumed.From, budget.UsedOn(lease.Day)));
    }

    [Fact]
    public void ExchangeIntoTomorrow_OfAPassedLease_StaysCountedToday()
    {
        var budget = SendQuota.Empty;
        var evening = new DateTimeOffset(Now.Date.AddHours(23).AddMinutes(57), TimeSpan.Zero);
        var lost = Granted(ref budget, Ask("a", "1"), evening);
        Granted(ref budget, Ask("b", "1", wanted: 2), evening);

        var lease = Granted(ref budget, Ask("a", "1"), evening + Pause);

        Assert.Equal((lost.Day.PlusDays(1), 3, 1), (lease.Day, budget.UsedOn(lost.Day), budget.UsedOn(lease.Day)));
    }

    [Fact]
    public void FullList_TellsToComeBack_AndLetsGoOfWhatHasPassed()
    {
        var budget = Enumerable.Range(0, SendQuota.MaxLeases).Aggregate(SendQuota.Empty, (b, i) => b.Reserve(Ask($"h{i}", "1"), Now).After);

        var (_, answer) = budget.Reserve(Ask("one more", "1"), Now);
        var at = Now.AddMinutes(SendQuota.MaxLeases / 2);
        var lease = Granted(ref budget, Ask("one more", "1"), at);

        Assert.Equal(new SlotResult.Deferred(Now + Pause, QuotaBound.Pause), answer);
        Assert.Equal((Now.AddMinutes(SendQuota.MaxLeases), (SendQuota.MaxLeases / 2) + 1), (lease.From, budget.Reservations.Count));
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

    private static SlotReservation Granted(ref SendQuota budget, SlotRequest request, DateTimeOffset? now = null)
    {
        (budget, var answer) = budget.Reserve(request, now ?? Now);
        return Assert.IsType<SlotResult.Granted>(answer).Reservation;
    }
}
