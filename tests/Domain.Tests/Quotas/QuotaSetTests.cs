using CampaignTasks.Domain.Quotas;
using CampaignTasks.Testing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Quotas;

/// <summary>An account's quota (pause 3 s) and a task's own (pause 10 s), which must agree.</summary>
public sealed class QuotaSetTests
{
    private static readonly TimeSpan AccountPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TaskPause = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset Now = Any.Now;

    [Fact]
    public void Slots_AreFreeInBoth_AndAsFarApartAsTheSlowestWants()
    {
        var (after, lease) = Granted([SendQuota.Empty, SendQuota.Empty], Ask("a", "1", wanted: 3));

        Assert.Equal((Now, 3, TaskPause), (lease.From, lease.Count, lease.Interval));
        Assert.Equal([Now + (2 * TaskPause) + AccountPause, Now + (3 * TaskPause)], after.Select(quota => quota.NextFree));
    }

    [Fact]
    public void TasksPause_LeavesTheAccountToOthersMeanwhile()
    {
        var (after, _) = Granted([SendQuota.Empty, SendQuota.Empty], Ask("a", "1"));
        (after, var second) = Granted(after, Ask("a", "2"));

        var other = Assert.IsType<SlotResult.Granted>(after[0].Reserve(Ask("b", "1", wanted: 9)[0], Now).Answer).Reservation;

        Assert.Equal(Now + TaskPause, second.From);
        // Two more fit between the task's slots: at 3 s, and at 6 s, whose rest is over at 9 s.
        Assert.Equal((Now + AccountPause, 2), (other.From, other.Count));
    }

    [Fact]
    public void BusyAccount_MovesTheTasksSlotAsWell()
    {
        var busy = SendQuota.Empty.Reserve(Ask("b", "1", wanted: 5)[0], Now).After;

        var (after, lease) = Granted([busy, SendQuota.Empty], Ask("a", "1"));

        Assert.Equal(Now.AddSeconds(15), lease.From);
        Assert.All(after, quota => Assert.Equal(lease.From, quota.ReservationOf("a")!.From));
    }

    [Fact]
    public void PartialGrant_GivesTheRestBackToTheOther()
    {
        var (after, lease) = Granted([SendQuota.Empty, SendQuota.Empty], Limit(Ask("a", "1", wanted: 5), task: 2));

        Assert.Equal(2, lease.Count);
        Assert.All(after, quota => Assert.Equal(2, quota.UsedOn(lease.Day)));
    }

    [Fact]
    public void RefusalOfOne_TakesBackWhatTheOtherGave()
    {
        var asked = Limit(Ask("a", "1"), task: 1);
        var (used, _) = Granted([SendQuota.Empty, SendQuota.Empty], asked);

        var (after, answer) = QuotaSet.Reserve(used, Limit(Ask("a", "2"), task: 1), Now);

        Assert.Equal(new SlotResult.Deferred(Now.AddHours(15), QuotaBound.DailyLimit), answer);
        Assert.All(after, quota => Assert.Equal((1, 0), (quota.UsedOn(LocalDate.FromDateTime(Now.Date)), quota.Reservations.Count)));
    }

    [Fact]
    public void LateForItsSlot_KeepsItWhereItIsGood_AndIsNotCountedAgain()
    {
        var (after, first) = Granted([SendQuota.Empty, SendQuota.Empty], Ask("a", "1"));

        var (again, lease) = Granted(after, Ask("a", "1"), Now.AddSeconds(5));

        // The account's slot was good for 3 s, the task's is for 10 s.
        Assert.Equal(Now.AddSeconds(5), lease.From);
        Assert.Equal([Now.AddSeconds(5), Now], again.Select(quota => quota.ReservationOf("a")!.From));
        Assert.All(again, quota => Assert.Equal(1, quota.UsedOn(first.Day)));
    }

    [Property(MaxTest = 500)]
    public Property AnyHistory_OfTasksOnAnAccount_KeepsAllIntervalsAndLimits() => Prop.ForAll(Histories(), steps =>
        {
            var (now, account, tasks) = (Now, SendQuota.Empty, new[] { SendQuota.Empty, SendQuota.Empty });
            List<(int Task, SlotReservation Lease)> sent = [];
            for (var step = 0; step < steps.Length; step++)
            {
                var (task, lane, wanted, seconds) = steps[step];
                now = now.AddSeconds(seconds);
                var (after, answer) = QuotaSet.Reserve(
                    [account, tasks[task]],
                    Limit(Ask($"{task}/{lane}", $"{step}", wanted), task: 12),
                    now
                );
                (account, tasks[task]) = (after[0], after[1]);
                if (answer is SlotResult.Granted granted)
                {
                    sent.Add((task, granted.Reservation));
                }
            }

            return Apart(sent.Select(s => s.Lease), AccountPause)
                && sent.GroupBy(s => s.Task).All(own => Apart(own.Select(s => s.Lease), TaskPause) && own.Sum(s => s.Lease.Count) <= 12)
                && account.UsedOn(LocalDate.FromDateTime(Now.Date)) == sent.Sum(s => s.Lease.Count);
        });

    private static bool Apart(IEnumerable<SlotReservation> leases, TimeSpan interval)
    {
        var slots = leases.SelectMany(lease => Enumerable.Range(0, lease.Count).Select(lease.At)).Order().ToArray();
        return slots.Zip(slots.Skip(1)).All(pair => pair.Second - pair.First >= interval);
    }

    private static Arbitrary<(int Task, int Lane, int Wanted, int Seconds)[]> Histories() =>
        (
            from task in Gen.Choose(0, 1)
            from lane in Gen.Choose(0, 2)
            from wanted in Gen.Choose(1, 4)
            from seconds in Gen.Choose(0, 20)
            select (task, lane, wanted, seconds)
        )
            .ArrayOf()
            .Resize(30)
            .ToArbitrary();

    private static SlotRequest[] Ask(string holder, string claim, int wanted = 1)
    {
        var request = new SlotRequest(holder, claim, wanted, DateTimeZone.Utc) { Interval = AccountPause };
        return [request, request with { Interval = TaskPause }];
    }

    private static SlotRequest[] Limit(SlotRequest[] requests, int task) => [requests[0], requests[1] with { DailyLimit = task }];

    private static (IReadOnlyList<SendQuota> After, SlotReservation Lease) Granted(
        IReadOnlyList<SendQuota> quotas,
        SlotRequest[] requests,
        DateTimeOffset? now = null
    )
    {
        var (after, answer) = QuotaSet.Reserve(quotas, requests, now ?? Now);
        return (after, Assert.IsType<SlotResult.Granted>(answer).Reservation);
    }
}
