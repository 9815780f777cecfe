using System.Net;
using System.Text.Json.Nodes;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>A task on its way from draft to the last message, through the real app, which is killed (kill -9) on the way.</summary>
public sealed class ApprovalStoryTests
{
    private const int Readers = 300;

    // One in a hundred.
    private const int FirstStage = 3;

    [Fact]
    public async Task Task_TestedRejectedEditedApprovedHeldAndReleased_ReachesEverybodyOnce_WhateverIsKilledOnTheWay()
    {
        await using var scene = await MailFixture.StartAsync();
        var (provider, admin) = (scene.Provider, scene.Company);
        await admin.DoAsync(HttpMethod.Patch, "/api/settings", new { approval = "required" });
        using var author = await NewKeyAsync(scene, "operator");
        using var critic = await NewKeyAsync(scene, "reviewer");
        using var reviewer = await NewKeyAsync(scene, "reviewer");
        var creative = await NewCreativeAsync(author);
        var task = await NewDraftAsync(author, scene.Account, creative);
        await RefusedAsync(author, task, "start", null, HttpStatusCode.Conflict, "approvalRequired");
        var app = await KillAsync(scene, scene.App);

        app = await TestAndKillAsync(scene, app, author, task);
        Assert.Equal("underReview", (string)(await DoAsync(author, task, "submit", new { reason = "For spring" }))["approvalStatus"]!);
        app = await KillAsync(scene, app);
        var old = await HashAsync(critic, task);
        await RefusedAsync(author, task, "approve", new { planHash = old }, HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal("rejected", (string)(await DoAsync(critic, task, "reject", new { reason = "Say more" }))["approvalStatus"]!);
        app = await KillAsync(scene, app);

        await PatchAsync(scene, $"/api/creatives/{creative}", """{"text":"Hi, it is here, and it is blue."}""");
        await author.EditAsync(task, new { creativeId = creative });
        await DoAsync(author, task, "submit", new { reason = "Says more" });
        app = await KillAsync(scene, app);
        await RefusedAsync(reviewer, task, "approve", new { planHash = old }, HttpStatusCode.PreconditionFailed, "preconditionFailed");

        provider.Script.Everybody(new Misbehaviour.Refuse(400, "InvalidRecipients", "Refused."));
        await DoAsync(reviewer, task, "approve", new { planHash = await HashAsync(reviewer, task), comment = "Fine" });
        app = await KillAsync(scene, app);
        await app.UntilAsync("a stage is held", async () => (string)(await admin.TaskAsync(task))["health"]!["status"]! is "held");
        app = await KillAsync(scene, app);
        provider.Script.Everybody(null);
        await DoAsync(author, task, "release", new { });
        app = await KillAsync(scene, app);
        var ended = await app.UntilEndedAsync(admin, task, "completed");

        AssertResult(ended, provider);
        var log = (await admin.GetAsync($"/api/tasks/{task}/audit"))["items"]!
            .AsArray()
            .Select(entry => (string)entry!["event"]!)
            .Reverse();
        Assert.Equal(
            "created tested submitted rejected edited submitted approved runStarted held released runEnded completed",
            string.Join(' ', log)
        );
    }

    [Fact]
    public async Task Launch_OfWhatIsNotTheApprovedPlanAnyMore_DoesNotHappen()
    {
        await using var scene = await MailFixture.StartAsync();
        var (app, admin) = (scene.App, scene.Company);
        await admin.DoAsync(HttpMethod.Patch, "/api/settings", new { approval = "required" });
        await admin.DoAsync(HttpMethod.Put, "/api/contacts/ann", new { addresses = new { email = "ann@example.net" }, country = "FR" });
        using var reviewer = await NewKeyAsync(scene, "reviewer");
        var start = DateTimeOffset.UtcNow.AddSeconds(20);
        var edited = await admin.SendAsync(scene.Account, "reader0@example.net", schedule: new { startAt = start });
        var (saved, audience) = await NewSavedAsync(admin, scene.Account, start);
        foreach (var task in new[] { edited, saved })
        {
            await DoAsync(admin, task, "submit", new { reason = "Later" });
            var approved = await DoAsync(reviewer, task, "approve", new { planHash = await HashAsync(reviewer, task) });
            Assert.Equal("scheduled", (string)approved["status"]!);
        }

        // One edit of the task itself, and one of the audience that it names.
        await admin.EditAsync(edited, new { stopOnFailure = true });
        await PatchAsync(scene, $"/api/audiences/{audience}", """{"segment":{"not":{"countries":["JP"]}}}""");
        var stopped = await app.UntilTaskIsAsync(admin, saved, "draft");

        Assert.True(DateTimeOffset.UtcNow >= start, "The audience is compared when its time has come.");
        Assert.Equal("none", (string)stopped["approvalStatus"]!);
        var draft = await admin.TaskAsync(edited);
        Assert.Equal(("draft", "none"), ((string)draft["status"]!, (string)draft["approvalStatus"]!));
        var entry = (await admin.GetAsync($"/api/tasks/{saved}/audit"))["items"]![0]!;
        Assert.Equal(("approvalVoided", "scheduler"), ((string)entry["event"]!, (string)entry["by"]!["name"]!));
        Assert.Empty(scene.Provider.Mails);
    }

    // Killed while the test is at the provider: its messages are asked for again, under the same keys.
    private static async Task<AppProcess> TestAndKillAsync(MailFixture scene, AppProcess app, Company author, string task)
    {
        var provider = scene.Provider;
        provider.Script.Everybody(new Misbehaviour.Hang(Takes: true));
        string[] testers = [await NewTesterAsync(author, "Tess"), await NewTesterAsync(author, "Tom")];
        await DoAsync(author, task, "test", new { testers });
        await app.UntilAsync("the test is at the provider", () => Task.FromResult(provider.Mails.Count > 0));
        app = await KillAsync(scene, app);
        provider.Script.Everybody(null);
        provider.Release();
        await app.UntilAsync("the test is over", async () => (await TestsAsync(author, task))[0]!["completedAt"] is not null);

        var test = Assert.Single(await TestsAsync(author, task))!;
        Assert.All(test["messages"]!.AsArray(), message => Assert.Equal("sent", (string)message!["status"]!));
        Assert.Equal(["tess@example.net", "tom@example.net"], provider.Mails.Values.Select(mail => mail.To).Order());
        var tested = await author.TaskAsync(task);
        Assert.Equal(("testing", 0), ((string)tested["status"]!, (int)tested["summary"]!["total"]!));
        return app;
    }

    private static void AssertResult(JsonNode ended, AcsStandIn provider)
    {
        var summary = ended["summary"]!;
        Assert.Equal(
            ("approved", Readers, Readers - FirstStage, FirstStage),
            ((string)ended["approvalStatus"]!, (int)summary["total"]!, (int)summary["sent"]!, (int)summary["failed"]!)
        );
        var reached = provider.Mails.Values.Where(mail => mail.To.StartsWith("reader", StringComparison.Ordinal)).ToList();
        Assert.Equal(Readers - FirstStage, reached.Count);
        Assert.Equal(reached.Count, reached.Select(mail => mail.To).Distinct().Count());
        Assert.Equal(2, (int)ended["creativeVersion"]!);
        Assert.Equal(2, provider.Mails.Count - reached.Count);
    }

    private static async Task<string> NewCreativeAsync(Company company)
    {
        var creative = new
        {
            name = "Spring",
            channel = "email",
            subject = "Hello",
            text = "Hi, it is here.",
        };
        return (string)(await company.DoAsync(HttpMethod.Post, "/api/creatives", creative))["id"]!;
    }

    private static async Task<string> NewDraftAsync(Company company, JsonNode account, string creative)
    {
        object[] stages =
        [
            new
            {
                percent = 1,
                watch = "PT1H",
                holdIf = new { failedPercent = 5 },
            },
            new { percent = 100 },
        ];
        var task = await company.DoAsync(
            HttpMethod.Post,
            "/api/tasks",
            new
            {
                name = "New product announcement",
                channel = "email",
                accounts = new[] { (string)account["id"]! },
                audience = new { list = Company.Emails(Readers) },
                creativeId = creative,
                rollout = new { stages },
                start = false,
            }
        );
        return (string)task["id"]!;
    }

    private static async Task<(string Task, string Audience)> NewSavedAsync(Company company, JsonNode account, DateTimeOffset start)
    {
        var segment = JsonNode.Parse("""{"name":"French","segment":{"countries":["FR"]}}""");
        var audience = (string)(await company.DoAsync(HttpMethod.Post, "/api/audiences", segment))["id"]!;
        var task = await company.DoAsync(
            HttpMethod.Post,
            "/api/tasks",
            new
            {
                name = "To the French",
                channel = "email",
                accounts = new[] { (string)account["id"]! },
                audience = new { audienceId = audience },
                creative = new { subject = "Salut", text = "Salut" },
                schedule = new { startAt = start },
            }
        );
        return ((string)task["id"]!, audience);
    }

    private static async Task PatchAsync(MailFixture scene, string path, string body)
    {
        using var api = new HttpClient { BaseAddress = new Uri(scene.Site.Url) };
        api.DefaultRequestHeaders.Authorization = new("Bearer", scene.Site.Key);
        using var request = new HttpRequestMessage(HttpMethod.Patch, path)
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await api.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<AppProcess> KillAsync(MailFixture scene, AppProcess app)
    {
        await app.KillAsync();
        return await scene.Site.Start().ReadyAsync();
    }

    private static async Task<Company> NewKeyAsync(MailFixture scene, string role)
    {
        var key = await scene.Company.DoAsync(HttpMethod.Post, "/api/api-keys", new { name = $"the {role}", role });
        return new Company(scene.Site, (string)key["key"]!);
    }

    private static async Task<string> NewTesterAsync(Company company, string name)
    {
        var tester = await company.DoAsync(
            HttpMethod.Post,
            "/api/testers",
            new { name, addresses = new { email = $"{name.ToLowerInvariant()}@example.net" } }
        );
        return (string)tester["id"]!;
    }

    private static Task<JsonNode> DoAsync(Company company, string task, string move, object body) =>
        company.DoAsync(HttpMethod.Post, $"/api/tasks/{task}/{move}", body);

    private static async Task RefusedAsync(Company company, string task, string move, object? body, HttpStatusCode status, string code)
    {
        var (answered, problem) = await company.AskAsync(HttpMethod.Post, $"/api/tasks/{task}/{move}", body);
        Assert.Equal((status, code), (answered, (string?)problem?["code"]));
    }

    private static async Task<string> HashAsync(Company company, string task) =>
        (string)(await company.GetAsync($"/api/tasks/{task}/review"))["planHash"]!;

    private static async Task<JsonArray> TestsAsync(Company company, string task) =>
        (await company.GetAsync($"/api/tasks/{task}/tests"))["items"]!.AsArray();
}
