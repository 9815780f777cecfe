using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Runs;
using CampaignTasks.Api.Tests.Tasks;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Forecasts;

public sealed class ForecastEndpointTests
{
    private const string Mornings =
        """{"windows":[{"from":"09:00","to":"12:00"}],"recurrence":{"kind":"daily","every":1},"finishDate":"2026-12-10"}""";

    [Fact]
    public async Task Get_OfAScheduledTask_TellsStartEndDaysAndWhatBinds()
    {
        await using var site = await Site.StartAsync();
        var task = await site.Admin.NewTaskAsync(
            Site.Body(3, """{"startAt":"2026-12-02T09:00:00Z"}""", """{"pauseBetweenMessages":"PT1M"}""")
        );

        var forecast = await site.ForecastAsync(task.Id());

        Assert.Equal(
            """{"occurrences":[{"at":"2026-12-02T09:00:00Z","expectedStart":"2026-12-02T09:00:00Z","expectedEnd":"2026-12-02T09:02:00Z","messages":3,"unsent":0,"boundBy":"pause","stages":null}],"days":[{"date":"2026-12-02","messages":3}],"leftOut":[],"isComplete":true,"partial":false}""",
            forecast.ToJsonString()
        );
    }

    [Theory]
    [InlineData("""{"pauseBetweenMessages":"PT1M"}""", "pause", "2026-12-01T09:04:00Z")]
    [InlineData("""{"ratePerSecond":0.1}""", "rate", "2026-12-01T09:00:40Z")]
    [InlineData("""{"dailyLimit":2}""", "dailyLimit", "2026-12-03T00:00:00Z")]
    public async Task Get_OfPacing_NamesWhatBinds(string pacing, string bound, string end)
    {
        await using var site = await Site.StartAsync();
        var byTask = await site.Admin.NewTaskAsync(Site.Body(5, pacing: pacing));
        await using var other = await Site.StartAsync();
        await other.NewAccountAsync(pacing);
        var byAccount = await other.Admin.NewTaskAsync(Site.Body(5));

        foreach (var forecast in new[] { await site.ForecastAsync(byTask.Id()), await other.ForecastAsync(byAccount.Id()) })
        {
            var run = Assert.Single(forecast["occurrences"]!.AsArray())!;
            Assert.Equal((bound, end, 5), (run.Text("boundBy"), run.Text("expectedEnd"), Site.Number(run, "messages")));
        }
    }

    [Fact]
    public async Task Get_BeforeTheWindow_IsBoundByIt()
    {
        await using var site = await Site.StartAsync();
        await site.NewAccountAsync("{}");
        var task = await site.Admin.NewTaskAsync(Site.Body(5, Mornings, """{"pauseBetweenMessages":"PT30M"}"""));
        site.Time.Advance(TimeSpan.FromHours(12));

        // The run is to begin at once: nobody has opened it, and the night lies before it.
        var run = (await site.ForecastAsync(task.Id(), "?limit=1"))["occurrences"]![0]!;

        Assert.Equal(
            ("2026-12-02T09:00:00Z", "2026-12-02T11:00:00Z", "window"),
            (run.Text("expectedStart"), run.Text("expectedEnd"), run.Text("boundBy"))
        );
    }

    [Fact]
    public async Task Get_OfARecurringTask_LooksAheadAsFarAsAsked()
    {
        await using var site = await Site.StartAsync();
        var task = await site.Admin.NewTaskAsync(Site.Body(2, Mornings));

        var three = await site.ForecastAsync(task.Id(), "?limit=3");
        var all = await site.ForecastAsync(task.Id());

        Assert.Equal(["2026-12-01:2", "2026-12-02:2", "2026-12-03:2"], Site.Days(three));
        Assert.Equal((3, false), (three["occurrences"]!.AsArray().Count, three["isComplete"]!.GetValue<bool>()));
        Assert.Equal((10, true), (all["occurrences"]!.AsArray().Count, all["isComplete"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Get_OfADraft_IsAsIfItWereStartedNow()
    {
        await using var site = await Site.StartAsync();
        var draft = await site.Admin.NewTaskAsync(Site.Body(2).With("start", false));

        var run = (await site.ForecastAsync(draft.Id()))["occurrences"]![0]!;

        Assert.Equal(("2026-12-01T09:00:00Z", "none", 2), (run.Text("at"), run.Text("boundBy"), Site.Number(run, "messages")));
        Assert.Equal("draft", (await site.Admin.GetAsync($"/api/tasks/{draft.Id()}")).Expect(200).Text("status"));
    }

    [Fact]
    public async Task Get_OfADraftWhoseTimeHasPassed_IsEmpty()
    {
        await using var site = await Site.StartAsync();
        var draft = await site.Admin.NewTaskAsync(Site.Body(2, """{"startAt":"2026-12-01T10:00:00Z"}""").With("start", false));
        site.Time.Advance(TimeSpan.FromDays(3));

        var forecast = await site.ForecastAsync(draft.Id());

        Assert.Equal("""{"occurrences":[],"days":[],"leftOut":[],"isComplete":true,"partial":false}""", forecast.ToJsonString());
    }

    [Fact]
    public async Task Get_OfARunUnderWay_CountsWhatIsPending()
    {
        await using var site = await Site.StartAsync();
        var task = (await site.Admin.NewTaskAsync(Site.Body(3, pacing: """{"pauseBetweenMessages":"PT1M"}"""))).Id();
        var run = await LedgerFill.OpenAsync(site.Api, task, messages: 5);
        await LedgerFill.SettleAsync(site.Api, run, 0, 0, MessageState.Sent);
        await LedgerFill.SettleAsync(site.Api, run, 0, 1, MessageState.Failed);

        var forecast = await site.ForecastAsync(task);

        Assert.Equal(["2026-12-01:3"], Site.Days(forecast));
        Assert.Equal("2026-12-01T09:02:00Z", forecast["occurrences"]![0]!.Text("expectedEnd"));
    }

    [Fact]
    public async Task Get_OfAPausedTask_SaysThatThePauseHoldsItAndWhatComesAfterIt()
    {
        await using var site = await Site.StartAsync();
        var task = (await site.Admin.NewTaskAsync(Site.Body(3, pacing: """{"pauseBetweenMessages":"PT1M"}"""))).Id();
        (await site.Admin.PostAsync($"/api/tasks/{task}/pause")).Expect(200);
        site.Time.Advance(TimeSpan.FromDays(3));

        var forecast = await site.ForecastAsync(task);

        var run = Assert.Single(forecast["occurrences"]!.AsArray())!;
        Assert.Equal(("paused", "2026-12-04T09:00:00Z", 3), (run.Text("boundBy"), run.Text("expectedStart"), Site.Number(run, "messages")));
        Assert.Empty(forecast["leftOut"]!.AsArray());
    }

    [Fact]
    public async Task Get_OfAMonthlyTaskOnDay31_NamesTheMonthsItLeavesOut()
    {
        await using var site = await Site.StartAsync();
        var schedule = """{"timeZone":"Europe/Paris","startDate":"2026-12-01","recurrence":{"kind":"monthly","day":31}}""";
        var task = (await site.Admin.NewTaskAsync(Site.Body(1, schedule))).Id();

        var forecast = (await site.Admin.GetAsync($"/api/tasks/{task}/forecast?limit=4")).Expect(200);

        Assert.Equal(
            """[{"at":"2027-02-27T23:00:00Z","date":"2027-02-28","reason":"noSuchDay: February 2027 does not have the day"},{"at":"2027-04-29T22:00:00Z","date":"2027-04-30","reason":"noSuchDay: April 2027 does not have the day"}]""",
            forecast["leftOut"]!.ToJsonString()
        );
        Assert.False((bool)forecast["isComplete"]!);
    }

    [Fact]
    public async Task Get_OfAMonthlyTaskOnTheLastDay_LeavesNothingOut()
    {
        await using var site = await Site.StartAsync();
        var schedule = """{"startDate":"2026-12-01","recurrence":{"kind":"monthly","day":"last"}}""";
        var task = (await site.Admin.NewTaskAsync(Site.Body(1, schedule))).Id();

        var forecast = (await site.Admin.GetAsync($"/api/tasks/{task}/forecast?limit=3")).Expect(200);

        Assert.Equal(
            ["2026-12-31T00:00:00Z", "2027-01-31T00:00:00Z", "2027-02-28T00:00:00Z"],
            forecast["occurrences"]!.AsArray().Select(run => run!.Text("at"))
        );
        Assert.Empty(forecast["leftOut"]!.AsArray());
        Assert.Equal("last", (await site.Admin.GetAsync($"/api/tasks/{task}")).Expect(200)["schedule"]!["recurrence"]!.Text("day"));
    }

    [Fact]
    public async Task Get_OfAFinishedTask_IsEmptyAndComplete()
    {
        await using var site = await Site.StartAsync();
        var task = (await site.Admin.NewTaskAsync()).Id();
        (await site.Admin.PostAsync($"/api/tasks/{task}/cancel")).Expect(200);

        Assert.Equal(
            """{"occurrences":[],"days":[],"leftOut":[],"isComplete":true,"partial":false}""",
            (await site.ForecastAsync(task)).ToJsonString()
        );
    }

    [Fact]
    public async Task Get_BesideAnotherTaskOnTheAccount_SharesItsSlots()
    {
        await using var site = await Site.StartAsync();
        await site.NewAccountAsync("""{"pauseBetweenMessages":"PT1M","dailyLimit":20}""");
        await site.Admin.NewTaskAsync(Site.Body(30));
        var task = await site.Admin.NewTaskAsync(Site.Body(15));

        var forecast = await site.ForecastAsync(task.Id());

        Assert.Equal(["2026-12-01:10", "2026-12-02:5"], Site.Days(forecast));
    }

    [Fact]
    public async Task Get_BesideAnotherTaskWithoutALimit_NamesTheOtherTasks()
    {
        await using var site = await Site.StartAsync();
        await site.NewAccountAsync("""{"pauseBetweenMessages":"PT1M"}""");
        await site.Admin.NewTaskAsync(Site.Body(30));
        var task = await site.Admin.NewTaskAsync(Site.Body(5));

        Assert.Equal("otherTasks", (await site.ForecastAsync(task.Id()))["occurrences"]![0]!.Text("boundBy"));
    }

    [Fact]
    public async Task Get_WhenAllAccountsAreStopped_ReportsTheMessagesUnsent()
    {
        await using var site = await Site.StartAsync();
        var task = await site.Admin.NewTaskAsync(Site.Body(4));
        await StoppedAccounts.StopAllAsync(site.Api);

        var run = (await site.ForecastAsync(task.Id()))["occurrences"]![0]!;

        Assert.Equal(("accounts", 0, 4), (run.Text("boundBy"), Site.Number(run, "messages"), Site.Number(run, "unsent")));
        Assert.True(run["expectedStart"] is null && run["expectedEnd"] is null);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("201")]
    [InlineData("-1")]
    [InlineData("many")]
    [InlineData("")]
    public async Task Get_WithALimitOutOfRange_NamesIt(string limit)
    {
        await using var site = await Site.StartAsync();
        var task = (await site.Admin.NewTaskAsync()).Id();

        (await site.Admin.GetAsync($"/api/tasks/{task}/forecast?limit={limit}")).ExpectInvalid("limit");
        (await site.Admin.GetAsync($"/api/tasks/{task}/forecast?days=3")).ExpectInvalid("days");
    }

    [Fact]
    public async Task Get_ByRole_ServesViewersOfTheTenantOnly()
    {
        await using var site = await Site.StartAsync();
        var task = (await site.Admin.NewTaskAsync()).Id();
        var viewer = await site.Api.NewKeyAsync(site.Admin, Role.Viewer);
        var stranger = await site.Api.NewTenantAsync("Other");

        (await viewer.GetAsync($"/api/tasks/{task}/forecast")).Expect(200);
        (await stranger.GetAsync($"/api/tasks/{task}/forecast")).ExpectProblem(404, "notFound");
        (await site.Admin.GetAsync("/api/tasks/nothing/forecast")).ExpectProblem(404, "notFound");
        (await site.Api.Client(null).GetAsync($"/api/tasks/{task}/forecast")).Expect(401);
    }
}
