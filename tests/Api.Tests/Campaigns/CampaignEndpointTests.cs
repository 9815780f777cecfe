using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Unsubscribes;

namespace CampaignTasks.Api.Tests.Campaigns;

public sealed class CampaignEndpointTests
{
    [Fact]
    public async Task Post_OfACampaign_CreatesItOnce()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var created = (await admin.PostAsync("/api/campaigns", Name(" Spring "), ("Idempotency-Key", "k1"))).Expect(201);
        var again = (await admin.PostAsync("/api/campaigns", Name(" Spring "), ("Idempotency-Key", "k1"))).Expect(201);

        Assert.Equal("Spring", created.Text("name"));
        Assert.Equal(created.Id(), again.Id());
        (await admin.PostAsync("/api/campaigns", Name("Spring"))).ExpectProblem(409, "campaignExists");
        Assert.Single((await admin.GetAsync("/api/campaigns")).Expect(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task Task_ThatNamesAnUnknownCampaign_CreatesIt()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = await admin.NewTaskAsync(Bodies.Draft().With("campaign", "spring"));
        await admin.NewTaskAsync(Bodies.Draft().With("campaign", "spring"));
        (await admin.PatchAsync($"/api/tasks/{task.Id()}", new JsonObject { ["campaign"] = "summer" }, ("If-Match", "*"))).Expect(200);

        var names = (await admin.GetAsync("/api/campaigns")).Expect(200)["items"]!.AsArray().Select(item => item!.Text("name"));

        Assert.Equal(["summer", "spring"], names);
    }

    [Fact]
    public async Task Name_InEitherUnicodeForm_IsOneCampaign()
    {
        const string Composed = "Caf\u00e9";
        const string Decomposed = "Cafe\u0301";
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var campaign = (await admin.PostAsync("/api/campaigns", Name(Decomposed))).Expect(201);
        var other = (await admin.PostAsync("/api/campaigns", Name("Tea"))).Expect(201);

        Assert.Equal(Composed, campaign.Text("name"));
        (await admin.PostAsync("/api/campaigns", Name(Composed))).ExpectProblem(409, "campaignExists");
        (await admin.PatchAsync($"/api/campaigns/{other.Id()}", Name(Decomposed))).ExpectProblem(409, "campaignExists");
        foreach (var name in new[] { Composed, Decomposed })
        {
            await admin.NewTaskAsync(Bodies.Draft().With("campaign", name));
            var query = Uri.EscapeDataString(name);
            (await admin.GetAsync($"/api/conversions?campaign={query}")).Expect(200);
            Assert.NotEmpty((await admin.GetAsync($"/api/tasks?campaign={query}")).Expect(200)["items"]!.AsArray());
        }

        Assert.Equal(2, (await admin.GetAsync("/api/campaigns")).Expect(200)["items"]!.AsArray().Count);
        Assert.Equal(2, (int)(await admin.GetAsync($"/api/campaigns/{campaign.Id()}")).Expect(200)["taskCount"]!);
    }

    [Fact]
    public async Task RenameAndDelete_OfACampaignThatOnlyAnEndedTaskNames_ArePossibleOnceItIsDeleted()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = (await admin.NewTaskAsync(Bodies.Draft().With("campaign", "spring"))).Id();
        (await admin.PostAsync($"/api/tasks/{task}/cancel")).Expect(200);
        var path = $"/api/campaigns/{(await admin.GetAsync("/api/campaigns")).Expect(200)["items"]![0]!.Id()}";

        foreach (var answer in new[] { await admin.PatchAsync(path, Name("autumn")), await admin.DeleteAsync(path) })
        {
            Assert.Contains(
                "First delete the tasks that have ended",
                answer.ExpectProblem(409, "campaignInUse").Text("detail"),
                StringComparison.Ordinal
            );
        }

        (await admin.DeleteAsync($"/api/tasks/{task}")).Expect(204);
        Assert.Equal("autumn", (await admin.PatchAsync(path, Name("autumn"))).Expect(200).Text("name"));
        (await admin.DeleteAsync(path)).Expect(204);
    }

    [Fact]
    public async Task RenameAndDelete_OfACampaignInUse_AreRefusedUntilNoTaskNamesIt()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = await admin.NewTaskAsync(Bodies.Draft().With("campaign", "spring"));
        var path = $"/api/campaigns/{(await admin.GetAsync("/api/campaigns")).Expect(200)["items"]![0]!.Id()}";

        (await admin.PatchAsync(path, Name("autumn"))).ExpectProblem(409, "campaignInUse");
        (await admin.DeleteAsync(path)).ExpectProblem(409, "campaignInUse");
        (await admin.PatchAsync($"/api/tasks/{task.Id()}", new JsonObject { ["campaign"] = null }, ("If-Match", "*"))).Expect(200);

        Assert.Equal("autumn", (await admin.PatchAsync(path, Name("autumn"))).Expect(200).Text("name"));
        await admin.PostAsync("/api/campaigns", Name("winter"));
        (await admin.PatchAsync(path, Name("winter"))).ExpectProblem(409, "campaignExists");
        Assert.Equal(204, (await admin.DeleteAsync(path)).Status);
        (await admin.GetAsync(path)).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task Get_OfACampaign_AddsUpItsTasks()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var first = await admin.NewTaskAsync(Bodies.Draft().With("campaign", "spring"));
        await admin.NewTaskAsync(Bodies.Draft().With("campaign", "spring"));
        await admin.NewTaskAsync(Bodies.Draft().With("campaign", "autumn"));
        await RunAsync(api, first.Id());
        var id = (await admin.GetAsync("/api/campaigns")).Expect(200)["items"]!.AsArray().Last()!.Id();

        var campaign = (await admin.GetAsync($"/api/campaigns/{id}")).Expect(200);

        Assert.Equal(("spring", 2, 1), (campaign.Text("name"), (int)campaign["taskCount"]!, (int)campaign["unsubscribed"]!));
        Assert.Equal((1, 3, 2, 1), Totals(campaign["summary"]!));
        Assert.Equal([(0, 0, 0, 0), (1, 3, 2, 1)], campaign["tasks"]!.AsArray().Select(task => Totals(task!["summary"]!)));
        var day = Assert.Single(campaign["days"]!.AsArray())!;
        Assert.Equal(("2026-12-01", 2, 1), (day.Text("date"), (int)day["counts"]!["sent"]!, (int)day["unsubscribed"]!));
        Assert.Equal("""{"converted":1,"revenue":{"EUR":10}}""", day["conversions"]!.ToJsonString());
        Assert.Equal("""{"converted":1,"revenue":{"EUR":10}}""", campaign["conversions"]!.ToJsonString());
    }

    [Fact]
    public async Task Campaign_OfAnotherTenant_IsNotThere()
    {
        await using var api = await TestApi.StartAsync();
        var (admin, other) = (await api.NewTenantAsync(), await api.NewTenantAsync("Other"));
        var path = $"/api/campaigns/{(await admin.PostAsync("/api/campaigns", Name("spring"))).Expect(201).Id()}";

        (await other.GetAsync(path)).ExpectProblem(404, "notFound");
        (await other.PatchAsync(path, Name("theirs"))).ExpectProblem(404, "notFound");
        (await other.DeleteAsync(path)).ExpectProblem(404, "notFound");
        (await other.PostAsync("/api/campaigns", Name("spring"))).Expect(201);
    }

    /// <summary>Three messages: two sent, after one of which somebody unsubscribed, and one failed; and an order that followed.</summary>
    private static async Task RunAsync(TestApi api, string taskId)
    {
        var at = new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);
        var stored = (await api.Get<ITaskStore>().FindAsync(await TenantAsync(api, taskId), taskId, default))!;
        var task = await api.Get<ITaskStore>().UpdateAsync(stored.Start(at), recipients: null, default);
        var run = await api.Get<IRunStore>()
            .OpenAsync(
                new Run
                {
                    TenantId = task.TenantId,
                    TaskId = task.Id,
                    Id = task.CurrentRun!,
                    Occurrence = at,
                    Status = RunStatus.Running,
                    Lanes = 1,
                    Pages = 1,
                    StartedAt = at,
                },
                default
            );
        var page = LedgerPage.Plan(0, ["a@example.net", "b@example.net", "c@example.net"], at);
        page.Claim("claim", "account", 0, 3, at);
        foreach (var index in new[] { 0, 1, 2 })
        {
            page.Settle(index, index == 2 ? MessageState.Failed : MessageState.Sent, 1, "id", null, at);
        }

        await api.Get<ILedger>().AddPagesAsync(run, [page], default);
        var unsubscribe = new Domain.Unsubscribes.Unsubscribe(new MessageId(run.Id, 0, 1), task.Id, CreativeId: null, at.AddHours(1));
        await api.Get<IUnsubscribeStore>().AddAsync(task.TenantId, unsubscribe, default);
        var order = new Conversion("o1", Version: 1, at.AddHours(2), task.Id, at, Counts: true, "EUR", 10);
        await api.Get<IConversionStore>().SaveAsync(task.TenantId, [order], default);
    }

    private static Task<string> TenantAsync(TestApi api, string taskId) =>
        Task.FromResult(api.Signals.Notified.First(task => task.Id == taskId).TenantId);

    private static (int Runs, int Total, int Sent, int Failed) Totals(JsonNode summary) =>
        ((int)summary["runs"]!, (int)summary["total"]!, (int)summary["sent"]!, (int)summary["failed"]!);

    private static JsonObject Name(string name) => new() { ["name"] = name };
}
