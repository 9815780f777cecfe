using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Tasks;

public sealed class TaskEndpointTests
{
    [Fact]
    public async Task Post_GoodTask_AnswersItWithLocationAndTagAndSignals()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var account = await admin.NewAccountAsync();

        var answer = await admin.PostAsync("/api/tasks", Bodies.Task());

        var task = answer.Expect(201);
        Assert.Equal($"/api/tasks/{task.Id()}", answer.Headers["Location"]);
        Assert.StartsWith("\"", answer.Headers["ETag"], StringComparison.Ordinal);
        Assert.Equal("running", task.Text("status"));
        Assert.Equal("notRequired", task.Text("approvalStatus"));
        Assert.Equal(account, task["accounts"]![0]!.GetValue<string>());
        Assert.Equal(2, task["audience"]!["listSize"]!.GetValue<int>());
        Assert.Equal(1, task["audience"]!["duplicates"]!.GetValue<int>());
        Assert.Equal("ann@example.net\nbob@example.net", task["audience"]!.Text("list"));
        Assert.Equal("PT0S", task["pacing"]!.Text("pauseBetweenMessages"));
        Assert.Equal(task.Id(), Assert.Single(api.Signals.Notified).Id);
    }

    [Fact]
    public async Task Post_StartFalse_StaysADraft()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var task = await admin.NewTaskAsync(Bodies.Draft());

        Assert.Equal("draft", task.Text("status"));
        Assert.Null(task["nextOccurrence"]);
    }

    [Fact]
    public async Task Post_WhenSignalsFail_StillAnswersTheStoredTask()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        api.Signals.Fails = true;

        var task = await admin.NewTaskAsync();

        Assert.Equal("running", (await admin.GetAsync($"/api/tasks/{task.Id()}")).Expect(200).Text("status"));
        Assert.Contains("4001", api.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ManyFaults_TellsThemAllAtOnce()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var body = Bodies
            .Task()
            .With("name", "")
            .With(
                "schedule",
                new JsonObject
                {
                    ["startAt"] = "tomorrow",
                    ["windows"] = new JsonArray { new JsonObject() },
                }
            );
        body["audience"] = new JsonObject
        {
            ["list"] = "ann@example.net\nnot an address",
            ["buyers"] = new JsonObject(),
            ["audienceId"] = "none",
        };

        var answer = await admin.PostAsync("/api/tasks", body);

        answer.ExpectInvalid("name");
        answer.ExpectInvalid("schedule.startAt");
        Assert.Contains("missing", answer.ExpectInvalid("schedule.windows[0].from"), StringComparison.Ordinal);
        Assert.Contains("more than one", answer.ExpectInvalid("audience"), StringComparison.Ordinal);
        Assert.Contains("audience does not exist", answer.ExpectInvalid("audience.audienceId"), StringComparison.Ordinal);
        Assert.Contains("Line 2", answer.ExpectInvalid("audience.list"), StringComparison.Ordinal);
        Assert.Contains("POST /api/channel-accounts", answer.ExpectInvalid("accounts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AccountOfAnotherTenantOrChannel_IsRefusedByItsPlace()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var foreign = await (await api.NewTenantAsync("Other")).NewAccountAsync();
        var sms = await admin.NewAccountAsync("sms");

        var answer = await admin.PostAsync("/api/tasks", Bodies.Task().With("accounts", new JsonArray(foreign, sms)));

        Assert.Contains("no such account", answer.ExpectInvalid("accounts[0]"), StringComparison.Ordinal);
        Assert.Contains("account of sms", answer.ExpectInvalid("accounts[1]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moves_ThroughALife_AnswerTheTaskAfterEach()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = (await admin.NewTaskAsync(Bodies.Draft())).Id();

        foreach (var (move, status) in new[] { ("start", "running"), ("pause", "paused"), ("resume", "running"), ("stop", "completed") })
        {
            Assert.Equal(status, (await admin.PostAsync($"/api/tasks/{id}/{move}")).Expect(200).Text("status"));
        }

        Assert.Equal("stopped", (await admin.GetAsync($"/api/tasks/{id}")).Expect(200).Text("endReason"));
        Assert.Equal(5, api.Signals.Notified.Count);
    }

    [Fact]
    public async Task Move_NotAllowed_IsAConflictThatNamesTheAllowedMoves()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = (await admin.NewTaskAsync(Bodies.Draft())).Id();

        var problem = (await admin.PostAsync($"/api/tasks/{id}/pause")).ExpectProblem(409, "invalidTransition");

        var allowed = problem["allowed"]!.AsArray().Select(move => move!.GetValue<string>()).ToList();
        Assert.Contains("start", allowed);
        Assert.DoesNotContain("pause", allowed);
    }

    [Fact]
    public async Task Copy_OfAnyTask_IsANewDraftWithTheSameList()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = (await admin.NewTaskAsync()).Id();

        var copy = (await admin.PostAsync($"/api/tasks/{id}/copy")).Expect(201);

        Assert.NotEqual(id, copy.Id());
        Assert.Equal("draft", copy.Text("status"));
        Assert.Equal("ann@example.net\nbob@example.net", copy["audience"]!.Text("list"));
    }

    [Fact]
    public async Task Patch_ChangesOnlyWhatIsGiven()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = await admin.NewTaskAsync(Bodies.Draft().With("campaign", "spring"));
        var tag = (await admin.GetAsync($"/api/tasks/{task.Id()}")).Headers["ETag"];

        var changed = await admin.PatchAsync(
            $"/api/tasks/{task.Id()}",
            new JsonObject
            {
                ["campaign"] = null,
                ["audience"] = new JsonObject { ["list"] = "cleo@example.net" },
            },
            ("If-Match", tag)
        );

        Assert.Null(changed.Expect(200)["campaign"]);
        Assert.Equal("Announcement", changed.Json.Text("name"));
        Assert.Equal("cleo@example.net", changed.Json["audience"]!.Text("list"));
        Assert.NotEqual(tag, changed.Headers["ETag"]);
    }

    [Fact]
    public async Task Patch_WithoutOrWithAnOldTag_IsRefused()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = (await admin.NewTaskAsync(Bodies.Draft())).Id();
        var tag = (await admin.GetAsync($"/api/tasks/{id}")).Headers["ETag"];
        (await admin.PatchAsync($"/api/tasks/{id}", new JsonObject { ["name"] = "Second" }, ("If-Match", tag))).Expect(200);

        var late = await admin.PatchAsync($"/api/tasks/{id}", new JsonObject { ["name"] = "Third" }, ("If-Match", tag));
        var blind = await admin.PatchAsync($"/api/tasks/{id}", new JsonObject { ["name"] = "Fourth" });

        late.ExpectProblem(412, "preconditionFailed");
        blind.ExpectProblem(428, "ifMatchRequired");
        Assert.Equal("Second", (await admin.GetAsync($"/api/tasks/{id}")).Json.Text("name"));
    }

    [Fact]
    public async Task Patch_ChannelOrAccounts_IsRefused()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = (await admin.NewTaskAsync(Bodies.Draft())).Id();

        var answer = await admin.PatchAsync(
            $"/api/tasks/{id}",
            new JsonObject { ["channel"] = "sms", ["accounts"] = new JsonArray("x") },
            ("If-Match", "*")
        );

        answer.ExpectInvalid("channel");
        answer.ExpectInvalid("accounts");
    }

    [Fact]
    public async Task Delete_OnlyAnEndedTask()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = (await admin.NewTaskAsync()).Id();

        (await admin.DeleteAsync($"/api/tasks/{id}")).ExpectProblem(409, "invalidTransition");
        (await admin.PostAsync($"/api/tasks/{id}/cancel")).Expect(200);
        (await admin.DeleteAsync($"/api/tasks/{id}")).Expect(204);

        (await admin.GetAsync($"/api/tasks/{id}")).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task Start_ThroughAStoppedAccount_NamesTheWayOut()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = (await admin.NewTaskAsync(Bodies.Draft())).Id();
        await StoppedAccounts.StopAllAsync(api);

        var start = await admin.PostAsync($"/api/tasks/{id}/start");
        var create = await admin.PostAsync("/api/tasks", Bodies.Task());

        Assert.Contains("/activate", start.ExpectProblem(409, "accountStopped").Text("detail"), StringComparison.Ordinal);
        Assert.Contains("/activate", create.ExpectInvalid("accounts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Paged_ShowsEveryTaskOnceNewestFirst()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        List<string> created = [];
        for (var i = 0; i < 5; i++)
        {
            created.Insert(0, (await admin.NewTaskAsync(Bodies.Draft())).Id());
        }

        List<string> seen = [];
        var cursor = "";
        do
        {
            var page = (await admin.GetAsync($"/api/tasks?limit=2{cursor}")).Expect(200);
            seen.AddRange(page["items"]!.AsArray().Select(item => item!.Id()));
            cursor = page["next"] is { } next ? $"&cursor={Uri.EscapeDataString(next.GetValue<string>())}" : null;
        } while (cursor is not null);

        Assert.Equal(created, seen);
    }

    [Fact]
    public async Task List_Filtered_ShowsOnlyWhatMatches()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewTaskAsync(Bodies.Draft().With("name", "Spring sale").With("campaign", "spring"));
        await admin.NewTaskAsync(Bodies.Task().With("name", "Other"));

        async Task<int> CountAsync(string query) => (await admin.GetAsync($"/api/tasks?{query}")).Expect(200)["items"]!.AsArray().Count;

        Assert.Equal(1, await CountAsync("status=draft"));
        Assert.Equal(2, await CountAsync("status=draft,running"));
        Assert.Equal(1, await CountAsync("campaign=spring"));
        Assert.Equal(1, await CountAsync("name=SALE"));
        Assert.Equal(0, await CountAsync("channel=sms"));
    }
}
