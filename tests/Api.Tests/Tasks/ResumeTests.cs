using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Forecasts;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Runs;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Tests.Tasks;

/// <summary>What <c>POST /api/tasks/{id}/resume</c> takes, and what it does with what came due during the pause.</summary>
public sealed class ResumeTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"overdue":null}""")]
    [InlineData("""{"overdue":"shift"}""")]
    [InlineData("""{"overdue":"sendNow"}""")]
    [InlineData("""{"overdue":"drop"}""")]
    public async Task Resume_WithAnyRule_GoesOn(string? body)
    {
        await using var site = await Site.StartAsync();
        var task = await PausedAsync(site);

        var answer = await site.Admin.PostAsync($"/api/tasks/{task}/resume", body is null ? null : JsonNode.Parse(body));

        Assert.Equal("running", answer.Expect(200).Text("status"));
    }

    [Theory]
    [InlineData("""{"overdue":"later"}""", "overdue")]
    [InlineData("""{"overdue":1}""", "overdue")]
    [InlineData("""{"overdue":""}""", "overdue")]
    [InlineData("""{"overdo":"drop"}""", "overdo")]
    public async Task Resume_WithABadBody_NamesItsFieldAndStaysPaused(string body, string field)
    {
        await using var site = await Site.StartAsync();
        var task = await PausedAsync(site);

        (await site.Admin.PostAsync($"/api/tasks/{task}/resume", JsonNode.Parse(body))).ExpectInvalid(field);

        Assert.Equal("paused", (await site.Admin.GetAsync($"/api/tasks/{task}")).Expect(200).Text("status"));
    }

    [Fact]
    public async Task Resume_OfATaskThatIsNotPaused_IsAConflict()
    {
        await using var site = await Site.StartAsync();
        var task = (await site.Admin.NewTaskAsync()).Id();

        (await site.Admin.PostAsync($"/api/tasks/{task}/resume", new JsonObject { ["overdue"] = "drop" })).ExpectProblem(
            409,
            "invalidTransition"
        );
    }

    [Theory]
    [InlineData("shift", null)]
    [InlineData("sendNow", 3)]
    [InlineData("drop", 3)]
    public async Task Resume_OfARunUnderWay_CountsWhatWouldHaveLeftDuringThePause(string rule, int? overdue)
    {
        await using var site = await Site.StartAsync();
        var task = await PausedAsync(site);
        site.Time.Advance(TimeSpan.FromMinutes(2.5));

        (await site.Admin.PostAsync($"/api/tasks/{task}/resume", new JsonObject { ["overdue"] = rule })).Expect(200);

        // At the pause, after one minute and after two.
        Assert.Equal(overdue, site.Api.Signals.Notified.Last().Overdue?.Messages);
    }

    [Fact]
    public async Task Resume_OfARunUnderWay_CountsOnlyWhatItsWindowWouldHaveLet()
    {
        await using var site = await Site.StartAsync();
        var task = await PausedAsync(site, """{"windows":[{"from":"06:00","to":"09:02"}]}""");
        site.Time.Advance(TimeSpan.FromHours(5));

        (await site.Admin.PostAsync($"/api/tasks/{task}/resume", new JsonObject { ["overdue"] = "drop" })).Expect(200);

        Assert.Equal(2, site.Api.Signals.Notified.Last().Overdue?.Messages);
    }

    [Theory]
    [InlineData("shift", "scheduled", "2026-12-02T09:00:00Z")]
    [InlineData("sendNow", "scheduled", "2026-12-02T09:00:00Z")]
    [InlineData("drop", "completed", null)]
    public async Task Resume_OfAScheduledTaskPastItsTime_DoesWithItAsAsked(string rule, string status, string? next)
    {
        await using var site = await Site.StartAsync();
        var task = (await site.Admin.NewTaskAsync(Site.Body(2, """{"startAt":"2026-12-02T09:00:00Z"}"""))).Id();
        (await site.Admin.PostAsync($"/api/tasks/{task}/pause")).Expect(200);
        site.Time.Advance(TimeSpan.FromDays(5));

        var resumed = (await site.Admin.PostAsync($"/api/tasks/{task}/resume", new JsonObject { ["overdue"] = rule })).Expect(200);

        Assert.Equal((status, next), (resumed.Text("status"), resumed["nextOccurrence"]?.GetValue<string>()));

        // However long the pause was, it is not the task's fault that it is late.
        var forecast = await site.ForecastAsync(task);
        Assert.Equal(rule == "drop" ? 0 : 1, forecast["occurrences"]!.AsArray().Count);
    }

    /// <summary>A paused task whose run owes four of five messages, a minute apart.</summary>
    private static async Task<string> PausedAsync(Site site, string? schedule = null)
    {
        var task = (await site.Admin.NewTaskAsync(Site.Body(5, schedule, """{"pauseBetweenMessages":"PT1M"}"""))).Id();
        var run = await LedgerFill.OpenAsync(site.Api, task, messages: 5);
        await LedgerFill.SettleAsync(site.Api, run, 0, 0, MessageState.Sent);
        (await site.Admin.PostAsync($"/api/tasks/{task}/pause")).Expect(200);
        return task;
    }
}
