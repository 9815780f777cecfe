using System.Globalization;
using CampaignTasks.Application.Quotas;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Quotas;

public sealed class QuotaServiceTests
{
    private static readonly Pacing Slow = new(TimeSpan.FromSeconds(3), DailyLimit: null, RatePerSecond: null);

    private readonly FakeTimeProvider _time = new(Any.Now);
    private readonly FailingQuotaStore _store = new();

    private static CancellationToken Token => CancellationToken.None;

    [Fact]
    public async Task AccountAndTask_WithoutPacing_CostNoStorageCall()
    {
        var answer = await NewQuotas()
            .ReserveAsync(Any.Task(), Account(Pacing.None), "a", "1", wanted: 100, DateTimeOffset.MaxValue, Token);
        await NewQuotas().ReleaseAsync(Any.Task(), Account(Pacing.None), "a", "1", unused: 3, Token);

        var lease = Assert.IsType<SlotResult.Granted>(answer).Reservation;
        Assert.Equal((Any.Now, 100, TimeSpan.Zero), (lease.From, lease.Count, lease.Interval));
        Assert.Equal(0, _store.Calls);
    }

    [Fact]
    public async Task EachSlot_CostsOneSave_WhileNobodyElseSends()
    {
        var quotas = NewQuotas();
        await TakeAsync(quotas, Account(Slow), "a", "1");
        var before = _store.Calls;

        await TakeAsync(quotas, Account(Slow), "a", "2");
        await TakeAsync(quotas, Account(Slow), "a", "3");

        Assert.Equal(2, _store.Calls - before);
    }

    [Fact]
    public async Task TwoProcesses_OnOneAccount_AlternateAndNeverShareASlot()
    {
        var (one, other) = (NewQuotas(), NewQuotas());
        List<DateTimeOffset> slots = [];
        for (var claim = 0; claim < 10; claim++)
        {
            slots.Add((await TakeAsync(one, Account(Slow), "one", $"{claim}")).From);
            slots.Add((await TakeAsync(other, Account(Slow), "other", $"{claim}")).From);
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(i => Any.Now.AddSeconds(3 * i)), slots);
    }

    [Fact]
    public async Task ManySendersOfManyProcesses_AtOnce_GetAllSlotsOnce()
    {
        QuotaService[] processes = [NewQuotas(), NewQuotas(), NewQuotas()];
        async Task<DateTimeOffset[]> SendAsync(int sender)
        {
            List<DateTimeOffset> slots = [];
            for (var claim = 0; claim < 5; claim++)
            {
                await Task.Yield();
                slots.Add((await TakeAsync(processes[sender % 3], Account(Slow), $"s{sender}", $"{claim}")).From);
            }

            return [.. slots];
        }

        var slots = await Task.WhenAll(Enumerable.Range(0, 30).Select(sender => Task.Run(() => SendAsync(sender))));

        Assert.Equal(Enumerable.Range(0, 150).Select(i => Any.Now.AddSeconds(3 * i)), slots.SelectMany(s => s).Order());
    }

    [Fact]
    public async Task DailyLimit_OfTwoProcessesTogether_IsExact()
    {
        var account = Account(Slow with { DailyLimit = 50 });
        var (one, other) = (NewQuotas(), NewQuotas());
        var sent = 0;
        SlotResult last = null!;
        for (var claim = 0; claim < 40; claim++)
        {
            foreach (var process in new[] { one, other })
            {
                last = await process.ReserveAsync(
                    Any.Task(),
                    account,
                    process == one ? "one" : "other",
                    $"{claim}",
                    wanted: 1,
                    DateTimeOffset.MaxValue,
                    Token
                );
                sent += last is SlotResult.Granted ? 1 : 0;
            }
        }

        Assert.Equal(50, sent);
        Assert.Equal(new SlotResult.Deferred(Any.Now.AddHours(15), QuotaBound.DailyLimit), last);
    }

    [Fact]
    public async Task LostAnswer_LeavesALease_ThatTheSameClaimFinds()
    {
        var quotas = NewQuotas();
        _store.AnswersToLose = 1;
        await Assert.ThrowsAsync<IOException>(() => TakeAsync(quotas, Account(Slow), "a", "1"));

        var again = await TakeAsync(quotas, Account(Slow), "a", "1");
        var next = await TakeAsync(quotas, Account(Slow), "b", "1");

        Assert.Equal((Any.Now, Any.Now.AddSeconds(3)), (again.From, next.From));
        Assert.Equal(2, (await _store.ReadAsync(Any.TenantId, Any.AccountId, Token)).UsedOn(again.Day));
    }

    [Fact]
    public async Task LostRace_IsDecidedAnew()
    {
        var (one, other) = (NewQuotas(), NewQuotas());
        _store.BeforeNextSave = () => TakeAsync(other, Account(Slow), "other", "1");

        var lease = await TakeAsync(one, Account(Slow), "one", "1");

        Assert.Equal(Any.Now.AddSeconds(3), lease.From);
    }

    [Fact]
    public async Task AnotherProcessGaveBack_IsSeenBeforeAnyoneIsRefused()
    {
        var account = Account(Slow with { DailyLimit = 1 });
        var (one, other) = (NewQuotas(), NewQuotas());
        await TakeAsync(other, account, "other", "1");
        Assert.IsType<SlotResult.Deferred>(await one.ReserveAsync(Any.Task(), account, "one", "1", 1, DateTimeOffset.MaxValue, Token));

        await other.ReleaseAsync(Any.Task(), account, "other", "1", unused: 1, Token);

        Assert.Equal(Any.Now, (await TakeAsync(one, account, "one", "1")).From);
    }

    [Fact]
    public async Task TaskWithItsOwnPause_IsSlow_AndTheOthersOfItsAccountAreNot()
    {
        var quotas = NewQuotas();
        var slow = Any.Task(Any.Plan() with { Pacing = Slow with { PauseBetweenMessages = TimeSpan.FromMinutes(10) } });
        await TakeAsync(quotas, Account(Slow), "slow", "1", slow);

        var second = await TakeAsync(quotas, Account(Slow), "slow", "2", slow);
        var others = await TakeAsync(quotas, Account(Slow), "b", "1", wanted: 10);

        Assert.Equal((Any.Now.AddMinutes(10), Any.Now.AddSeconds(3), 10), (second.From, others.From, others.Count));
    }

    [Fact]
    public async Task TaskOfSeveralAccounts_KeepsItsOwnLimitOverAllOfThem()
    {
        var quotas = NewQuotas();
        var task = Any.Task(Any.Plan() with { Pacing = Pacing.None with { DailyLimit = 3 } });

        var first = await TakeAsync(quotas, Account(Slow), "a", "1", task, wanted: 2);
        var second = await TakeAsync(quotas, Account(Slow) with { Id = "another" }, "b", "1", task, wanted: 2);

        Assert.Equal((2, 1), (first.Count, second.Count));
        // What the task's limit refused is given back to the account.
        Assert.Equal(1, (await _store.ReadAsync(Any.TenantId, "another", Token)).UsedOn(second.Day));
    }

    [Fact]
    public async Task Return_OfAPart_CountsWhatWasUsed_AndRepeatingItDoesNoHarm()
    {
        var quotas = NewQuotas();
        var lease = await TakeAsync(quotas, Account(Slow), "a", "1", wanted: 5);

        await quotas.ReleaseAsync(Any.Task(), Account(Slow), "a", "another claim", unused: 5, Token);
        await quotas.ReleaseAsync(Any.Task(), Account(Slow), "a", "1", unused: 4, Token);
        await quotas.ReleaseAsync(Any.Task(), Account(Slow), "a", "1", unused: 4, Token);

        var stored = await _store.ReadAsync(Any.TenantId, Any.AccountId, Token);
        Assert.Equal((1, Any.Now.AddSeconds(3)), (stored.UsedOn(lease.Day), stored.NextFree));
    }

    [Fact]
    public async Task CanceledWait_LeavesTheTurnToOthers()
    {
        var quotas = NewQuotas();
        using var stop = new CancellationTokenSource();
        Task<SlotReservation>? waiting = null;
        _store.BeforeNextSave = async () =>
        {
            waiting = TakeAsync(quotas, Account(Slow), "b", "1", cancellationToken: stop.Token);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        };

        await TakeAsync(quotas, Account(Slow), "a", "1");

        Assert.NotNull(waiting);
        Assert.Equal(Any.Now.AddSeconds(3), (await TakeAsync(quotas, Account(Slow), "c", "1")).From);
    }

    [Fact]
    public async Task Places_ThatNobodyStandsAt_AreGivenUpBeyondTheirNumber()
    {
        var places = new QuotaLocks(most: 3);
        using var held = await places.EnterAsync("acme", "held", Token);
        for (var i = 0; i < 10; i++)
        {
            (await places.EnterAsync("acme", i.ToString(CultureInfo.InvariantCulture), Token)).Dispose();
        }

        Assert.Equal(3, places.Count);
    }

    private static ChannelAccount Account(Pacing pacing) => Samples.Account(Any.TenantId) with { Id = Any.AccountId, Pacing = pacing };

    private static async Task<SlotReservation> TakeAsync(
        QuotaService quotas,
        ChannelAccount account,
        string holder,
        string claim,
        CampaignTask? task = null,
        int wanted = 1,
        CancellationToken cancellationToken = default
    )
    {
        var answer = await quotas.ReserveAsync(
            task ?? Any.Task(),
            account,
            holder,
            claim,
            wanted,
            DateTimeOffset.MaxValue,
            cancellationToken
        );
        return Assert.IsType<SlotResult.Granted>(answer).Reservation;
    }

    private QuotaService NewQuotas() => new(_store, _time);
}
