using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Forecasts;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Runs;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Tests.Tasks;

/// <summary>What the answer to an edit says about its meaning for messages.</summary>
public sealed class PlanChangeTests
{
    [Fact]
    public async Task Patch_ScheduleOfAScheduledTask_TellsTheOldAndTheNewOccurrence()
    {
        await using var site = await Site.StartAsync();
        var task = (await site.Admin.NewTaskAsync(Site.Body(2, """{"startAt":"2026-12-02T09:00:00Z"}"""))).Id();

        var change = await ChangeAsync(
            site,
            task,
            new JsonObject { ["schedule"] = JsonNode.Parse("""{"startAt":"2026-12-03T10:00:00Z"}""") }
        );

        Assert.Equal(
            """{"planVersion":2,"changed":["schedule"],"kept":0,"replanned":0,"leaving":0,"joining":0,"nextOccurrenceBefore":"2026-12-02T09:00:00Z","nextOccurrence":"2026-12-03T10:00:00Z"}""",
            change!.ToJsonString()
        );
    }

    [Fact]
    public async Task Patch_ListOfAScheduledTask_CountsWhoJoins()
    {
        await using var site = await Site.StartAsync();
        var task = (await site.Admin.NewTaskAsync(Site.Body(3, """{"startAt":"2026-12-02T09:00:00Z"}"""))).Id();

        var change = await ChangeAsync(site, task, List("r1@example.net", "new@example.net"));

        Assert.Equal((0, 0, 0, 1), Counts(change));
        Assert.Equal("""["audience"]""", change!["changed"]!.ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Patch_ListOfARunUnderWay_CountsWhoStaysLeavesAndJoins(bool isPaused)
    {
        await using var site = await Site.StartAsync();
        var task = await RunningAsync(site, isPaused);

        var change = await ChangeAsync(site, task, List("someone0@example.net", "someone1@example.net", "new@example.net"));

        // One was sent, one stays, three leave, one joins.
        Assert.Equal((1, 1, 3, 1), Counts(change));
    }

    [Fact]
    public async Task Patch_OtherPartsOfARunUnderWay_ReplansWhatIsPending()
    {
        await using var site = await Site.StartAsync();
        var task = await RunningAsync(site);

        var change = await ChangeAsync(
            site,
            task,
            new JsonObject
            {
                ["pacing"] = JsonNode.Parse("""{"pauseBetweenMessages":"PT1M"}"""),
                ["creative"] = new JsonObject { ["subject"] = "Other", ["text"] = "Words" },
                ["stopOnFailure"] = true,
                ["overlap"] = "queue",
            }
        );

        Assert.Equal((1, 4, 0, 0), Counts(change));
        Assert.Equal("""["creatives","pacing","stopOnFailure","overlap"]""", change!["changed"]!.ToJsonString());
    }

    [Fact]
    public async Task Patch_ThatBringsBackWhoLeft_CountsThemAsJoining()
    {
        await using var site = await Site.StartAsync();
        var task = await RunningAsync(site, left: [3, 4]);

        var change = await ChangeAsync(
            site,
            task,
            List("someone0@example.net", "someone1@example.net", "someone2@example.net", "someone3@example.net")
        );

        Assert.Equal((1, 2, 0, 1), Counts(change));
    }

    [Fact]
    public async Task Patch_OtherPartsAfterSomebodyLeft_DoesNotCountThemAsKept()
    {
        await using var site = await Site.StartAsync();
        var task = await RunningAsync(site, left: [3, 4]);

        Assert.Equal((1, 2, 0, 0), Counts(await ChangeAsync(site, task, new JsonObject { ["stopOnFailure"] = true })));
    }

    [Fact]
    public async Task Patch_ToOrFromAnAudienceThatIsEvaluatedLater_LeavesOpenWhoLeavesAndJoins()
    {
        await using var site = await Site.StartAsync();
        var task = (await site.Admin.NewTaskAsync(Site.Body(3, """{"startAt":"2026-12-02T09:00:00Z"}"""))).Id();
        (await site.Admin.PutAsync("/api/products/p1", new JsonObject { ["name"] = "One" })).Expect(200);

        var there = await ChangeAsync(
            site,
            task,
            new JsonObject { ["audience"] = new JsonObject { ["buyers"] = new JsonObject { ["products"] = new JsonArray("p1") } } }
        );
        var back = await ChangeAsync(site, task, List("r0@example.net"));

        Assert.True(there!["leaving"] is null && there["joining"] is null, there.ToJsonString());
        Assert.True(back!["joining"] is null, back.ToJsonString());
    }

    [Fact]
    public async Task Patch_OfLabelsOnly_HasNoChangeOfThePlan()
    {
        await using var site = await Site.StartAsync();
        var task = await RunningAsync(site);

        Assert.Null(await ChangeAsync(site, task, new JsonObject { ["name"] = "Other", ["campaign"] = "spring" }));
        Assert.Equal(1, Site.Number((await site.Admin.GetAsync($"/api/tasks/{task}")).Expect(200), "planVersion"));
    }

    [Fact]
    public async Task Patch_ToAScheduleThatIsOver_IsRefusedAndChangesNothing()
    {
        await using var site = await Site.StartAsync();
        var task = (await site.Admin.NewTaskAsync(Site.Body(2, """{"startAt":"2026-12-02T09:00:00Z"}"""))).Id();

        var answer = await site.Admin.PatchAsync(
            $"/api/tasks/{task}",
            new JsonObject { ["schedule"] = JsonNode.Parse("""{"finishDate":"2026-11-30"}""") },
            ("If-Match", "*")
        );

        Assert.InRange(answer.Status, 409, 422);
        Assert.Equal("2026-12-02T09:00:00Z", (await site.Admin.GetAsync($"/api/tasks/{task}")).Expect(200).Text("nextOccurrence"));
    }

    [Fact]
    public async Task Patch_OfATaskThatHasEnded_IsAConflict()
    {
        await using var site = await Site.StartAsync();
        var task = await RunningAsync(site);
        (await site.Admin.PostAsync($"/api/tasks/{task}/stop")).Expect(200);

        (await site.Admin.PatchAsync($"/api/tasks/{task}", List("new@example.net"), ("If-Match", "*"))).ExpectProblem(
            409,
            "invalidTransition"
        );
    }

    /// <summary>
    /// A task whose run has five messages: the first was sent, those that left by an edit are canceled, the rest is owed.
    /// </summary>
    private static async Task<string> RunningAsync(Site site, bool isPaused = false, params int[] left)
    {
        var task = (await site.Admin.NewTaskAsync(Site.Body(5))).Id();
        var run = await LedgerFill.OpenAsync(site.Api, task, messages: 5);
        await LedgerFill.SettleAsync(site.Api, run, 0, 0, MessageState.Sent);
        foreach (var index in left)
        {
            await LedgerFill.SettleAsync(site.Api, run, 0, index, MessageState.Canceled, "left the audience by an edit");
        }

        if (isPaused)
        {
            (await site.Admin.PostAsync($"/api/tasks/{task}/pause")).Expect(200);
        }

        return task;
    }

    private static async Task<JsonNode?> ChangeAsync(Site site, string task, JsonObject body) =>
        (await site.Admin.PatchAsync($"/api/tasks/{task}", body, ("If-Match", "*"))).Expect(200)["change"];

    private static JsonObject List(params string[] addresses) =>
        new() { ["audience"] = new JsonObject { ["list"] = string.Join('\n', addresses) } };

    private static (int Kept, int Replanned, int Leaving, int Joining) Counts(JsonNode? change) =>
        (Site.Number(change!, "kept"), Site.Number(change!, "replanned"), Site.Number(change!, "leaving"), Site.Number(change!, "joining"));
}
