using CampaignTasks.Application.Maintenance;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;
using Microsoft.DurableTask.Client;
using Moq;
using NodaTime;

namespace CampaignTasks.Application.Tests.Maintenance;

public sealed class WatchdogTests
{
    private static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(15);

    private static readonly CampaignTask Running = Any.Task(CampaignTaskStatus.Running);

    [Fact]
    public async Task Tick_WhenAllIsWell_SaysAndSignalsNothing()
    {
        var scene = await WatchdogFixture.CreateAsync(Running);

        Assert.Null(await scene.TickAsync());
        Assert.Empty(scene.Signals.Notified);
    }

    [Fact]
    public async Task Tick_WithoutAnOrchestration_RaisesTheAlarmAndSignalsOnce()
    {
        var scene = await WatchdogFixture.CreateAsync(Running);
        scene.Orchestration = null;

        var alert = await scene.TickAsync();

        Assert.Equal(("orchestrationMissing", Any.Now), (alert?.Code, alert?.Since));
        Assert.Equal(Any.TaskId, Assert.Single(scene.Signals.Notified).Id);
        scene.Client.Verify(client => client.GetInstanceAsync(It.IsAny<string>(), It.IsAny<bool>(), It.IsAny<CancellationToken>()));
        scene.Client.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    public async Task Tick_WhenTheOrchestrationHasEnded_TellsHow(OrchestrationRuntimeStatus status)
    {
        var scene = await WatchdogFixture.CreateAsync(Any.Task(CampaignTaskStatus.Scheduled));
        scene.Orchestration = WatchdogFixture.Instance(status, output: "the disk was full");

        var alert = await scene.TickAsync();

        Assert.Equal("orchestrationFailed", alert?.Code);
        Assert.Contains(status.ToString(), alert!.Reason, StringComparison.Ordinal);
        Assert.Contains("the disk was full", alert.Reason, StringComparison.Ordinal);
        Assert.Single(scene.Signals.Notified);
    }

    [Fact]
    public async Task Tick_WhenAnOccurrenceIsLate_RaisesTheAlarmAfterAWhile()
    {
        var scene = await WatchdogFixture.CreateAsync(Any.Task(CampaignTaskStatus.Scheduled));

        Assert.Null(await scene.TickAsync(TimeSpan.FromHours(1)));
        Assert.Null(await scene.TickAsync(Watchdog.LateAfter));
        Assert.Equal("lateStart", (await scene.TickAsync(TimeSpan.FromSeconds(1)))?.Code);
    }

    [Fact]
    public async Task Tick_WhenAPauseHeldTheOccurrenceBack_CountsFromItsEnd()
    {
        var resumed = Any.Now.AddHours(9);
        var scene = await WatchdogFixture.CreateAsync(
            Any.Task(CampaignTaskStatus.Scheduled) with
            {
                DueSince = resumed,
                UpdatedAt = resumed,
            }
        );

        Assert.Null(await scene.TickAsync(TimeSpan.FromHours(9)));
        Assert.Equal("lateStart", (await scene.TickAsync(QuarterHour))?.Code);
    }

    [Fact]
    public async Task Tick_WhenARunningTasksRunIsNotOpened_IsALateStart()
    {
        var scene = await WatchdogFixture.CreateAsync(Running, messages: 0);

        Assert.Null(await scene.TickAsync(Watchdog.LateAfter));
        Assert.Equal("lateStart", (await scene.TickAsync(TimeSpan.FromSeconds(1)))?.Code);
    }

    [Fact]
    public async Task Tick_WhenNothingMovesInAnOpenWindow_RaisesTheAlarm()
    {
        var scene = await WatchdogFixture.CreateAsync(Running);

        Assert.Null(await scene.TickAsync());
        Assert.Null(await scene.TickAsync(TimeSpan.FromMinutes(5)));
        var alert = await scene.TickAsync(TimeSpan.FromMinutes(5));

        Assert.Equal("notMoving", alert?.Code);
        Assert.Contains("senders do not respond", alert!.Reason, StringComparison.Ordinal);
        Assert.Single(scene.Signals.Notified);
    }

    [Fact]
    public async Task Tick_WhenAllAccountsAreStopped_NamesThem()
    {
        var scene = await WatchdogFixture.CreateAsync(Running);
        var account = (await scene.Accounts.FindAsync(Any.TenantId, Any.AccountId, default))!;
        await scene.Accounts.UpdateAsync(account.Stop("401: denied", Any.Now), default);

        var alert = await scene.TickForAsync(QuarterHour);

        Assert.Equal("notMoving", alert?.Code);
        Assert.Contains("accounts are stopped", alert!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tick_WhenTheProviderThrottles_NamesIt()
    {
        var scene = await WatchdogFixture.CreateAsync(Running);
        await scene.SettleAsync(0, MessageState.Pending, "throttled");

        var alert = await scene.TickForAsync(QuarterHour);

        Assert.Equal("notMoving", alert?.Code);
        Assert.Contains("tried again: throttled", alert!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tick_WhenTheDayOfTheAccountIsUsedUp_IsNoAlarm()
    {
        var scene = await WatchdogFixture.CreateAsync(Running, pacing: new Pacing(TimeSpan.Zero, DailyLimit: 5, RatePerSecond: null));
        await scene.Quotas.SaveAsync(
            Any.TenantId,
            Any.AccountId,
            SendQuota.Empty with
            {
                Days = [new DayUse(new LocalDate(2026, 12, 1), 5)],
            },
            default
        );

        Assert.Null(await scene.TickForAsync(TimeSpan.FromHours(2)));
        Assert.Empty(scene.Signals.Notified);
    }

    [Theory]
    [InlineData(false, "notMoving")]
    [InlineData(true, null)]
    public async Task Tick_WhenTheDayOfOneAccountOfTwoIsUsedUp_ExpectsTheOtherToSend(bool isOtherStopped, string? alert)
    {
        const string other = "01k9account00000000000000b";
        var scene = await WatchdogFixture.CreateAsync(
            Running with
            {
                Plan = Running.Plan with { Accounts = [Any.AccountId, other] },
            },
            pacing: new Pacing(TimeSpan.Zero, DailyLimit: 5, RatePerSecond: null)
        );
        var account = await scene.Accounts.AddAsync(Any.Account() with { Id = other, IsDefault = false }, default);
        await scene.Accounts.UpdateAsync(isOtherStopped ? account.Stop("401: denied", Any.Now) : account, default);
        await scene.Quotas.SaveAsync(
            Any.TenantId,
            Any.AccountId,
            SendQuota.Empty with
            {
                Days = [new DayUse(new LocalDate(2026, 12, 1), 5)],
            },
            default
        );

        Assert.Equal(alert, (await scene.TickForAsync(QuarterHour))?.Code);
    }

    [Fact]
    public async Task Tick_WhenTheTasksOwnDayIsUsedUp_IsNoAlarmUntilTheNextDay()
    {
        var scene = await WatchdogFixture.CreateAsync(
            Running with
            {
                Plan = Running.Plan with { Pacing = new Pacing(TimeSpan.Zero, DailyLimit: 5, RatePerSecond: null) },
            }
        );
        await scene.Quotas.SaveAsync(
            Any.TenantId,
            QuotaPolicy.ScopeOfTask(Any.TaskId),
            SendQuota.Empty with
            {
                Days = [new DayUse(new LocalDate(2026, 12, 1), 5)],
            },
            default
        );

        Assert.Null(await scene.TickForAsync(TimeSpan.FromHours(14)));
        Assert.Equal("notMoving", (await scene.TickForAsync(TimeSpan.FromHours(2)))?.Code);
    }

    [Fact]
    public async Task Tick_OutsideTheWindow_IsNoAlarm()
    {
        var hours = new Schedule { Windows = [new DailyWindow(new LocalTime(6, 0), new LocalTime(9, 5))] };
        var scene = await WatchdogFixture.CreateAsync(Running with { Plan = Running.Plan with { Schedule = hours } });

        Assert.Null(await scene.TickForAsync(TimeSpan.FromHours(21)));
        Assert.Empty(scene.Signals.Notified);

        // The next morning it may, and does not.
        Assert.Equal("notMoving", (await scene.TickForAsync(QuarterHour))?.Code);
    }

    [Fact]
    public async Task Tick_WhenItMovesAgain_ClearsTheAlarm()
    {
        var scene = await WatchdogFixture.CreateAsync(Running);
        await scene.TickForAsync(QuarterHour);
        Assert.Equal("alarm", TaskHealthView.From(await scene.TaskAsync()).Status);
        await scene.SettleAsync(0, MessageState.Sent);

        Assert.Null(await scene.TickAsync(TimeSpan.FromMinutes(5)));
        Assert.Equal("ok", TaskHealthView.From(await scene.TaskAsync()).Status);
    }

    [Fact]
    public async Task Tick_AfterAPause_ClearsTheAlarm()
    {
        var scene = await WatchdogFixture.CreateAsync(Running);
        await scene.TickForAsync(QuarterHour);
        await scene.Tasks.UpdateAsync(
            (await scene.TaskAsync()).Pause(CampaignTask.PausedByUser, scene.Time.GetUtcNow()),
            recipients: null,
            default
        );

        Assert.Null(await scene.TickAsync());
        Assert.Equal(CampaignTaskStatus.Paused, (await scene.TaskAsync()).Status);
    }

    [Fact]
    public async Task Tick_WhileItLasts_KeepsSinceWhenAndTellsAReasonThatChanged()
    {
        var scene = await WatchdogFixture.CreateAsync(Running);
        var first = await scene.TickForAsync(TimeSpan.FromMinutes(10));
        await scene.SettleAsync(0, MessageState.Pending, "throttled");

        var later = await scene.TickForAsync(QuarterHour);

        Assert.Equal(first?.Since, later?.Since);
        Assert.Contains("throttled", later!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tick_TwiceOrPastDue_ChangesNothingMore()
    {
        var scene = await WatchdogFixture.CreateAsync(Running);
        scene.Orchestration = null;
        await scene.TickAsync();
        var stored = await scene.TaskAsync();

        await scene.TickAsync();
        await scene.TickAsync(isPastDue: true);

        Assert.Equal(stored.ETag, (await scene.TaskAsync()).ETag);
        scene.Client.Verify(
            client => client.GetInstanceAsync(It.IsAny<string>(), It.IsAny<bool>(), It.IsAny<CancellationToken>()),
            Times.Exactly(3)
        );
        scene.Client.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData(CampaignTaskStatus.Draft)]
    [InlineData(CampaignTaskStatus.Paused)]
    [InlineData(CampaignTaskStatus.Completed)]
    public async Task Tick_OfATaskThatIsNotToMove_LooksAtNothing(CampaignTaskStatus status)
    {
        var scene = await WatchdogFixture.CreateAsync(Any.Task(status));
        scene.Orchestration = null;

        Assert.Null(await scene.TickForAsync(QuarterHour));
        scene.Client.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Tick_OfARunThatIsClosed_IsNoAlarm()
    {
        var scene = await WatchdogFixture.CreateAsync(Running);
        var run = (await scene.Runs.FindAsync(Any.RunId, default))!;
        await scene.Runs.UpdateAsync(run with { CompletedAt = Any.Now, Status = RunStatus.Completed }, default);

        Assert.Null(await scene.TickForAsync(QuarterHour));
    }
}
