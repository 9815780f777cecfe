using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Quotas;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Sending;

public sealed class SlotAllocatorTests : IDisposable
{
    private static readonly DateTimeOffset Closes = Any.Now.AddHours(8);
    private static readonly LaneWork Work = new(ActivityFixture.RunRef, Lane: 0, FromPage: 0);
    private static readonly ChannelAccount First = Any.Account();
    private static readonly ChannelAccount Second = Any.Account() with { Id = "01k9account00000000000000b" };

    private readonly ActivityFixture _fixture = new();
    private LaneContext _lane = null!;
    private LaneProgress _progress = null!;
    private SlotAllocator _slots = null!;
    private LedgerPage _page = null!;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Next_WhereNothingIsPaced_GivesAllThatIsPendingAtOnce()
    {
        await CreateAsync(First);

        var (state, slots, index) = await NextAsync(from: 1);

        Assert.Equal(
            (LaneState.Done, 1, 2, Any.Now, false),
            (state, index, slots!.Reservation.Count, slots.Reservation.From, slots.IsCounted)
        );
    }

    [Fact]
    public async Task Next_WithNothingPending_IsDone()
    {
        await CreateAsync(First);

        Assert.Equal((LaneState.Done, null, 0), await NextAsync(from: 3));
    }

    [Fact]
    public async Task Next_AfterTheWindowClosed_GivesNoneAndBlocksThePage()
    {
        await CreateAsync(First);

        Assert.Equal((LaneState.Done, null, 0), await _slots.NextAsync(_page, 0, closes: Any.Now, CancellationToken.None));
        Assert.True(_progress.IsBlocked(zone: null));
    }

    [Fact]
    public async Task Next_WhoseSlotIsNear_WaitsForIt()
    {
        await CreateAsync(Paused(First, seconds: 5));
        await NextAsync(from: 0);

        var next = NextAsync(from: 1);
        _fixture.Time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);
        _fixture.Time.Advance(TimeSpan.FromMilliseconds(1));
        var (state, slots, index) = await next.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal((LaneState.Done, 1, Any.Now.AddSeconds(5)), (state, index, slots?.Reservation.From));
    }

    [Fact]
    public async Task Next_WhoseSlotIsFar_LeavesTheWaitToTheOrchestrationAndGetsTheSameSlotThen()
    {
        await CreateAsync(Paused(First, seconds: 30));
        await NextAsync(from: 0);

        Assert.Equal((LaneState.Wait, null, 0), await NextAsync(from: 1));

        var waits = _progress.EndAt(page: 0, LaneState.Wait);
        Assert.Equal((LaneState.Wait, Any.Now.AddSeconds(30)), (waits.State, waits.Next.NotBefore));
        _fixture.Time.Advance(TimeSpan.FromSeconds(30));
        var (state, slots, _) = await NextAsync(from: 1);
        Assert.Equal((LaneState.Done, Any.Now.AddSeconds(30)), (state, slots?.Reservation.From));
    }

    [Theory]
    [InlineData(true, LaneState.Halted)]
    [InlineData(false, LaneState.More)]
    public async Task Next_InterruptedWhileItWaits_GivesTheSlotBack(bool isHalted, LaneState expected)
    {
        using var stop = new CancellationTokenSource();
        var account = Paused(First, seconds: 5);
        await CreateAsync(account);
        await NextAsync(from: 0);
        var next = _slots.NextAsync(_page, from: 1, Closes, stop.Token);

        if (isHalted)
        {
            _lane.Monitor.End();
        }
        else
        {
            stop.Cancel();
        }

        Assert.Equal((expected, null, 0), await next.WaitAsync(TimeSpan.FromSeconds(10)));
        var other = await _fixture
            .Get<QuotaService>()
            .ReserveAsync(_lane.Task, account, "another lane", "claim", wanted: 1, Closes, CancellationToken.None);
        Assert.Equal(Any.Now.AddSeconds(5), Assert.IsType<SlotResult.Granted>(other).Reservation.From);
    }

    [Fact]
    public async Task Next_InAHaltedRun_Halts()
    {
        await CreateAsync(First);
        _lane.Monitor.End();

        Assert.Equal((LaneState.Halted, null, 0), await NextAsync(from: 0));
    }

    [Fact]
    public async Task Next_AfterTheStepsTime_GoesOnInAnother()
    {
        await CreateAsync(First);
        _fixture.Time.Advance(LaneSender.LongStep);

        Assert.Equal((LaneState.More, null, 0), await NextAsync(from: 0));
    }

    [Fact]
    public async Task Next_WhenTheFirstAccountsDayIsUsed_TakesTheSecondAccounts()
    {
        await CreateAsync(PerDay(First, 1), Second);
        await NextAsync(from: 0);

        var (_, slots, index) = await NextAsync(from: 1);

        Assert.Equal((Second.Id, 1, 2), (slots?.Account.Id, index, slots?.Reservation.Count));
    }

    [Fact]
    public async Task Next_WhenTheDayOfAllIsUsed_LeavesTheRestToTheNextDay()
    {
        await CreateAsync(PerDay(First, 1), PerDay(Second, 1));
        await NextAsync(from: 0);
        await NextAsync(from: 1);

        Assert.Equal((LaneState.Done, null, 0), await NextAsync(from: 2));

        AssertWaitsUntil(new DateTimeOffset(2026, 12, 2, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Next_WhenTheFirstAccountIsThrottled_TakesTheSecondAccounts()
    {
        await CreateAsync(First, Second);
        await ThrottleAsync(account: 0, TimeSpan.FromMinutes(5));

        var (_, slots, index) = await NextAsync(from: 0);

        Assert.Equal((Second.Id, 0), (slots?.Account.Id, index));
    }

    [Fact]
    public async Task Next_WhenAllAreThrottled_WaitsForTheFirstThatOpens()
    {
        await CreateAsync(First, Second);
        await ThrottleAsync(account: 0, TimeSpan.FromMinutes(5));
        await ThrottleAsync(account: 1, TimeSpan.FromMinutes(3));

        Assert.Equal((LaneState.Done, null, 0), await NextAsync(from: 0));

        AssertWaitsUntil(Any.Now.AddMinutes(3));
    }

    [Fact]
    public async Task Next_OfAMessageThatMayHaveBeenSent_WaitsForItsOwnAccountWhileThoseBehindItLeave()
    {
        await CreateAsync(First, Second);
        await ThrottleAsync(account: 0, TimeSpan.FromMinutes(5));
        await MarkDoubtfulAsync(index: 0, First);

        var (_, slots, index) = await NextAsync(from: 0);

        Assert.Equal((Second.Id, 1), (slots?.Account.Id, index));
        AssertWaitsUntil(Any.Now.AddMinutes(5));
    }

    [Fact]
    public async Task Next_OfAMessageThatMayHaveBeenSentByAnAccountThatIsGone_NeedsAnAccount()
    {
        await CreateAsync(First);
        await MarkDoubtfulAsync(index: 2, Second);

        Assert.Equal((LaneState.Done, null, 0), await NextAsync(from: 2));

        Assert.True(_progress.NeedsAccount);
    }

    [Fact]
    public async Task Next_WhenNoAccountIsActive_NeedsAnAccount()
    {
        await CreateAsync(First);
        _lane.Monitor.TryStopAccount(First.Id);

        Assert.Equal((LaneState.Done, null, 0), await NextAsync(from: 0));

        Assert.True(_progress.NeedsAccount);
    }

    [Fact]
    public async Task Next_OfOverdueMessagesToCatchUp_IgnoresTheTasksOwnPace()
    {
        var task = ActivityFixture.Running(Any.Plan() with { Pacing = new(TimeSpan.FromSeconds(30), null, null) }, people: 3);
        await CreateAsync(task, Any.Run() with { CatchUp = [new LanePosition(Lane: 0, Page: 0, Index: 2)] }, First);

        var (_, slots, _) = await NextAsync(from: 0);
        var (_, last, _) = await NextAsync(from: 2);

        Assert.Equal((2, false), (slots!.Reservation.Count, slots.IsCounted));
        Assert.Equal((1, true), (last!.Reservation.Count, last.IsCounted));
    }

    private static ChannelAccount Paused(ChannelAccount account, int seconds) =>
        account with
        {
            Pacing = new(TimeSpan.FromSeconds(seconds), null, null),
        };

    private static ChannelAccount PerDay(ChannelAccount account, int limit) =>
        account with
        {
            Pacing = Pacing.None with { DailyLimit = limit, RatePerSecond = 4 },
        };

    private Task CreateAsync(params ChannelAccount[] accounts) => CreateAsync(ActivityFixture.RunningTask(people: 3), Any.Run(), accounts);

    private async Task CreateAsync(CampaignTask task, Run run, params ChannelAccount[] accounts)
    {
        await _fixture.StorePlannedAsync(task: task, run: run);
        _lane = await _fixture.LaneAsync(accounts);
        _progress = new LaneProgress(Work, _lane.Run.HoursBy(_lane.Task), Any.Now + LaneSender.LongStep, _fixture.Time);
        _slots = new SlotAllocator(_lane, _progress, _fixture.Get<QuotaService>(), _fixture.Time);
        await ReadAsync();
    }

    private Task<(LaneState State, AccountSlots? Slots, int Index)> NextAsync(int from) =>
        _slots.NextAsync(_page, from, Closes, CancellationToken.None);

    private async Task ThrottleAsync(int account, TimeSpan time)
    {
        var limiter = _lane.Accounts[account].Limiter;
        await limiter.EnterAsync(CancellationToken.None);
        limiter.Exit(new SendOutcome.Throttled(time));
    }

    private async Task MarkDoubtfulAsync(int index, ChannelAccount account)
    {
        await _fixture.ChangeAsync(index, message => message with { MayHaveBeenSent = true, Attempts = 1, Account = account.Id });
        await ReadAsync();
    }

    private async Task ReadAsync() => _page = (await _fixture.Ledger.ReadPageAsync(_lane.Run, 0, default))!;

    private void AssertWaitsUntil(DateTimeOffset at)
    {
        _progress.Leave(page: 0);
        var end = _progress.End();
        Assert.Equal((LaneState.Wait, at), (end.State, end.Next.NotBefore));
    }
}
