using CampaignTasks.Api.Audiences;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Forecasts;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Simulation.Machinery;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Simulation;

/// <summary>Tasks that go on for days: windows, daily limits, several accounts, and a forecast that must come true.</summary>
public sealed class RecurringTests
{
    private static readonly Pacing ThreeSeconds = new(TimeSpan.FromSeconds(3), DailyLimit: 120, RatePerSecond: null);

    // Fewer than a long task makes.
    private const int MaxCalls = 250_000;

    /// <summary>Every second day, 09:00 to 12:30 and 14:00 to 18:00 in Berlin, never at the weekend.</summary>
    private static readonly ScheduleDefinition EveryOtherDay = new()
    {
        TimeZone = "Europe/Berlin",
        StartDate = "2026-03-03",
        Windows = [new("09:00", "12:30"), new("14:00", "18:00")],
        DoNotDisturb = new(["saturday", "sunday"]),
        Recurrence = new("daily", Every: 2),
    };

    /// <summary>More than a year, with both changes of the clock, in seconds.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(150)]
    public async Task Task_EveryOtherDayForALongTime_GoesAsForecast(int crashes)
    {
        await using var world = SimulatedDeployment.Create();
        var accounts = new[] { world.AddAccount(pacing: ThreeSeconds).Id, world.AddAccount(pacing: ThreeSeconds).Id };
        var task = await world.Client.CreateTaskAsync(Recurring(recipients: 300, EveryOtherDay, accounts));
        var forecast = await ForecastAsync(world, task, occurrences: 250);
        Kill(world, crashes);

        await world.RunForAsync(TimeSpan.FromDays(400));

        var end = NodaTime.LocalDate.FromDateTime(world.Now.Date);
        Assert.True(forecast.Days[^1].Date > end, "The forecast ends too soon to compare.");
        Assert.Equal(
            forecast.Days.Where(day => day.Date < end).Select(day => (day.Date, day.Messages)),
            PerDay(world, "Europe/Berlin").Where(day => day.Date < end)
        );
        Assert.True(world.Crashes.Calls > MaxCalls || crashes == 0, "Some crashes were planned for later.");
        Assert.All(world.Requests, request => Assert.True(IsInside(request.At), $"{request.At:O}"));
        Assert.All(world.Provider.SentOn.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task Tasks_OnOneAccountWithALimit_ShareEachDayExactly()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount(pacing: new Pacing(TimeSpan.FromSeconds(3), DailyLimit: 50, RatePerSecond: null));
        var one = await world.Client.CreateTaskAsync(Client.Email(recipients: 200));
        var other = await world.Client.CreateTaskAsync(Client.Email(recipients: 200));

        await world.RunUntilAsync(
            () => world.Find(one).Status is CampaignTaskStatus.Completed && world.Find(other).Status is CampaignTaskStatus.Completed,
            TimeSpan.FromDays(10)
        );

        Assert.All(PerDay(world, "UTC"), day => Assert.Equal(50, day.Messages));
        var firstDay = world.Requests.Take(50).CountBy(request => request.Message.Run).Select(share => share.Value);
        Assert.All(firstDay, share => Assert.InRange(share, 24, 26));
    }

    [Fact]
    public async Task Run_ThatIsOver_HoldsNoSlots()
    {
        await using var world = SimulatedDeployment.Create();
        var accounts = new[] { world.AddAccount(pacing: ThreeSeconds).Id, world.AddAccount(pacing: ThreeSeconds).Id };

        var task = await world.Client.CreateTaskAsync(Client.Email(recipients: 11, accounts: accounts));
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, TimeSpan.FromHours(1));

        foreach (var account in accounts)
        {
            Assert.Empty((await world.Quotas.ReadAsync(task.TenantId, account, default)).Reservations);
        }
    }

    [Fact]
    public async Task Run_ThatDoesNotFit_GoesOnInOrderAtTheNextOpening()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount(pacing: new Pacing(TimeSpan.FromMinutes(10), null, null));
        var hours = new ScheduleDefinition { TimeZone = "UTC", Windows = [new("09:00", "12:00")] };

        var task = await world.Client.CreateTaskAsync(Recurring(recipients: 50, hours));
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, TimeSpan.FromDays(5));

        Assert.Equal(Enumerable.Range(0, 50).Select(n => $"r{n}@example.net"), world.Requests.Select(request => request.To));
        Assert.Equal([18, 18, 14], PerDay(world, "UTC").Select(day => day.Messages));
        Assert.All(world.Requests, request =>
            Assert.InRange(request.At.TimeOfDay, TimeSpan.FromHours(9), TimeSpan.FromHours(12) - TimeSpan.FromTicks(1))
        );
    }

    [Theory]
    [InlineData(OverlapRule.Skip)]
    [InlineData(OverlapRule.Queue)]
    public async Task Occurrence_ThatComesDueDuringARun_FollowsTheRule(OverlapRule overlap)
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount(pacing: new Pacing(TimeSpan.FromMinutes(30), null, null));
        var daily = new ScheduleDefinition
        {
            TimeZone = "UTC",
            Windows = [new("09:00", "12:00")],
            Recurrence = new("daily", Every: 1),
            FinishDate = "2026-03-06",
        };

        var task = await world.Client.CreateTaskAsync(Recurring(recipients: 9, daily) with { Overlap = overlap });
        await world.RunUntilAsync(() => !world.Find(task).IsLive, TimeSpan.FromDays(9));

        // Nine messages half an hour apart take one and a half mornings. In the queue each begins later; the fourth would begin a day late.
        Assert.Equal(
            overlap is OverlapRule.Skip
                ? [RunStatus.Completed, RunStatus.Skipped, RunStatus.Completed, RunStatus.Skipped, RunStatus.Stopped]
                : [RunStatus.Completed, RunStatus.Completed, RunStatus.Completed, RunStatus.Missed, RunStatus.Stopped],
            world.RunsOf(task).Reverse().Select(run => run.Status)
        );
    }

    [Fact]
    public async Task FinishDate_WhenItPasses_CancelsTheRest()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount(pacing: new Pacing(TimeSpan.FromHours(1), null, null));
        var task = await world.Client.CreateTaskAsync(Recurring(recipients: 50, new ScheduleDefinition { FinishDate = "2026-03-03" }));

        await world.RunUntilAsync(() => !world.Find(task).IsLive, TimeSpan.FromDays(3));

        Assert.Equal((CampaignTaskStatus.Completed, "finishDatePassed"), (world.Find(task).Status, world.Find(task).EndReason));
        Assert.Equal(
            (39, 11),
            (world.Requests.Count, world.MessagesOf(task).Count(m => m is { State: MessageState.Canceled, Reason: "finishDatePassed" }))
        );
        Assert.True(world.Requests[^1].At < new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(OverdueRule.Shift, 40, 0)]
    [InlineData(OverdueRule.Drop, 20, 20)]
    public async Task Resume_AfterAPauseOfTwentyMessages_DoesWithThemAsAsked(OverdueRule rule, int sent, int skipped)
    {
        await using var world = SimulatedDeployment.Create();
        var task = await PauseForTwentyMessagesAsync(world);

        await world.Client.ResumeAsync(task, rule);
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, TimeSpan.FromHours(1));

        Assert.Equal(
            (sent, skipped),
            (world.Requests.Count, world.MessagesOf(task).Count(message => message.State is MessageState.Skipped))
        );
    }

    [Fact]
    public async Task Resume_ToSendNow_CatchesUpAndGoesOnAtItsPace()
    {
        await using var world = SimulatedDeployment.Create();
        var task = await PauseForTwentyMessagesAsync(world);

        await world.Client.ResumeAsync(task, OverdueRule.SendNow);
        var resumed = world.Now;
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, TimeSpan.FromHours(1));

        // Twenty were overdue; with the one after them the pace begins anew.
        Assert.Equal(21, world.Requests.Skip(10).Count(request => request.At < resumed + TimeSpan.FromSeconds(30)));
        Assert.InRange(world.Requests[^1].At - resumed, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(11));
    }

    [Fact]
    public async Task Edit_UnderWay_ChangesOnlyWhatIsPending()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount();
        var task = await world.Client.CreateTaskAsync(Client.Email(recipients: 10, pause: "PT1M"));
        await world.RunUntilAsync(() => world.Requests.Count == 4, TimeSpan.FromHours(1));

        var list = string.Join('\n', ((int[])[0, 1, 2, 3, 4, 5, 20, 21]).Select(n => $"r{n}@example.net"));
        var change = new TaskChange(
            null,
            null,
            null,
            null,
            new AudienceRequest(list, null, null, null),
            new() { Subject = "New words", Text = "New words" },
            null,
            null,
            null,
            null
        );
        var (_, difference) = await world.Client.EditAsync(task, change, "audience", "creative");
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, TimeSpan.FromHours(1));

        Assert.Equal(["r0", "r1", "r2", "r3", "r4", "r5", "r20", "r21"], world.Requests.Select(request => request.To.Split('@')[0]));
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2], world.Requests.Select(request => request.Subject is "New words" ? 2 : 1));
        Assert.Equal(4, world.MessagesOf(task).Count(message => message.State is MessageState.Canceled));
        Assert.Equal((4, 2, 4, 2), (difference!.Kept, difference.Replanned, difference.Leaving, difference.Joining));
    }

    [Fact]
    public async Task Windows_InEachRecipientsZone_OpenThere()
    {
        await using var world = SimulatedDeployment.Create(start: new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));
        world.AddAccount(ChannelKind.Sms);
        var hours = new ScheduleDefinition
        {
            TimeZone = "recipient",
            StartDate = "2026-03-04",
            Windows = [new("10:00", "13:00")],
        };

        // Tokyo, Berlin, New York.
        var task = await world.Client.CreateTaskAsync(
            Recurring(0, hours) with
            {
                Channel = ChannelKind.Sms,
                Audience = new AudienceRequest("+81312345678\n+4930123456\n+12125550123", null, null, null),
                Creative = new() { Text = "Hi" },
            }
        );
        await world.RunUntilAsync(() => world.Find(task).Status is CampaignTaskStatus.Completed, TimeSpan.FromDays(5));

        Assert.Equal(
            [("+81312345678", "2026-03-04T01:00:00"), ("+4930123456", "2026-03-04T09:00:00"), ("+12125550123", "2026-03-04T15:00:00")],
            world.Requests.Select(request =>
                (request.To, request.At.ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture))
            )
        );
        Assert.Equal(new ZoneCounts(0, 3, 0), world.RunsOf(task)[0].Zones);
    }

    /// <summary>Forty messages, a minute apart; after ten of them a pause in which twenty would have left.</summary>
    private static async Task<CampaignTask> PauseForTwentyMessagesAsync(SimulatedDeployment world)
    {
        world.AddAccount();
        var task = await world.Client.CreateTaskAsync(Client.Email(recipients: 40, pause: "PT1M"));
        await world.RunUntilAsync(() => world.Requests.Count == 10, TimeSpan.FromHours(1));
        await world.Client.PauseAsync(task);
        await world.RunForAsync(TimeSpan.FromMinutes(20.5));
        return task;
    }

    private static TaskRequest Recurring(int recipients, ScheduleDefinition schedule, params string[] accounts) =>
        Client.Email(recipients, accounts: accounts) with
        {
            Schedule = schedule,
        };

    private static Task<Forecast> ForecastAsync(SimulatedDeployment world, CampaignTask task, int occurrences) =>
        world.Client.AskAsync("forecast", services =>
            services.GetRequiredService<ForecastService>().OfAsync(world.Find(task), occurrences, CancellationToken.None)
        );

    private static List<(NodaTime.LocalDate Date, int Messages)> PerDay(SimulatedDeployment world, string zone) =>
        [
            .. world
                .Requests.DistinctBy(request => request.Message)
                .CountBy(request => LocalOf(request.At, zone).Date)
                .OrderBy(day => day.Key)
                .Select(day => (day.Key, day.Value)),
        ];

    private static NodaTime.ZonedDateTime LocalOf(DateTimeOffset at, string zone) =>
        NodaTime.Instant.FromDateTimeOffset(at).InZone(NodaTime.DateTimeZoneProviders.Tzdb[zone]);

    private static bool IsInside(DateTimeOffset at)
    {
        var local = LocalOf(at, "Europe/Berlin");
        var minutes = (local.Hour * 60) + local.Minute;
        return minutes is (>= 540 and < 750) or (>= 840 and < 1080)
            && local.DayOfWeek is not (NodaTime.IsoDayOfWeek.Saturday or NodaTime.IsoDayOfWeek.Sunday);
    }

    /// <summary>Kills the process at so many random calls to storage, before the call or after it.</summary>
    private static void Kill(SimulatedDeployment world, int times)
    {
        var chance = new Random(20_260_302);
        for (var n = 0; n < times; n++)
        {
            world.KillAtCall(chance.Next(MaxCalls), chance.Next(2) == 0 ? Crash.Before : Crash.After);
        }
    }
}
