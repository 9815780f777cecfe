using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Tasks;
using CampaignTasks.Application.Consents;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Tests.Testers;

public sealed class TestEndpointTests
{
    [Fact]
    public async Task Test_OfADraft_ShowsItsMessagesAndCountsNowhere()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = $"/api/tasks/{(await admin.NewTaskAsync(Bodies.Draft())).Id()}";
        var tester = await admin.NewTesterAsync("Tess", "tess@example.net");

        var tested = (await admin.PostAsync($"{task}/test", TesterCalls.Testers(tester))).Expect(200);

        Assert.Equal(("testing", 0), (tested.Text("status"), (int)tested["summary"]!["total"]!));
        Assert.Empty((await admin.GetAsync($"{task}/runs")).Expect(200)["items"]!.AsArray());
        var test = Assert.Single((await admin.GetAsync($"{task}/tests")).Expect(200)["items"]!.AsArray())!;
        Assert.Equal(
            (tester, "Tess", "tess@example.net", "pending"),
            test["messages"]![0] is { } message
                ? (message.Text("tester"), message.Text("name"), message.Text("address"), message.Text("status"))
                : default
        );
        Assert.Equal("key", test["by"]!.Text("kind"));
        Assert.Equal("tested", (await admin.GetAsync($"{task}/audit")).Expect(200)["items"]![0]!.Text("event"));
    }

    [Fact]
    public async Task Test_OfSeveralCreatives_SendsAllOfThemToEachTester()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        string[] creatives = [(await admin.NewCreativeAsync("email")).Id(), (await admin.NewCreativeAsync("email")).Id()];
        var body = Bodies.Draft();
        body.Remove("creative");
        body["creatives"] = new JsonArray([.. creatives.Select(id => new JsonObject { ["creativeId"] = id, ["weight"] = 1 })]);
        var task = $"/api/tasks/{(await admin.NewTaskAsync(body)).Id()}";
        var (tess, tom) = (await admin.NewTesterAsync("Tess", "tess@example.net"), await admin.NewTesterAsync("Tom", "tom@example.net"));

        (await admin.PostAsync($"{task}/test", TesterCalls.Testers(tess, tom))).Expect(200);

        var test = (await admin.GetAsync($"{task}/tests")).Expect(200)["items"]![0]!;
        Assert.Equal(
            creatives.Select(id => ("Tess", id)).Concat(creatives.Select(id => ("Tom", id))),
            test["messages"]!.AsArray().Select(message => (message!.Text("name"), message!.Text("creativeId")))
        );
    }

    [Fact]
    public async Task Test_WithTheSameIdempotencyKey_IsOneTest()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = $"/api/tasks/{(await admin.NewTaskAsync(Bodies.Draft())).Id()}";
        var body = TesterCalls.Testers(await admin.NewTesterAsync("Tess", "tess@example.net"));

        (await admin.PostAsync($"{task}/test", body, ("Idempotency-Key", "k1"))).Expect(200);
        (await admin.PostAsync($"{task}/test", body.DeepClone(), ("Idempotency-Key", "k1"))).Expect(200);
        (await admin.PostAsync($"{task}/test", body.DeepClone(), ("Idempotency-Key", "k2"))).Expect(200);

        Assert.Equal(2, (await admin.GetAsync($"{task}/tests")).Expect(200)["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Edit_AfterATest_MakesADraftAgain()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = $"/api/tasks/{(await admin.NewTaskAsync(Bodies.Draft())).Id()}";
        (await admin.PostAsync($"{task}/test", TesterCalls.Testers(await admin.NewTesterAsync("T", "t@example.net")))).Expect(200);

        var edited = (await admin.PatchAsync(task, new JsonObject { ["stopOnFailure"] = true }, ("If-Match", "*"))).Expect(200);

        Assert.Equal("draft", edited.Text("status"));
        Assert.Equal("running", (await admin.PostAsync($"{task}/start")).Expect(200).Text("status"));
    }

    [Fact]
    public async Task Test_ToTestersThatCannotGetIt_NamesEach()
    {
        await using var api = await TestApi.StartAsync();
        var (admin, other) = (await api.NewTenantAsync(), await api.NewTenantAsync("Other"));
        var task = $"/api/tasks/{(await admin.NewTaskAsync(Bodies.Draft())).Id()}";
        var (tess, twin) = (await admin.NewTesterAsync("Tess", "tess@example.net"), await admin.NewTesterAsync("Twin", "TESS@example.net"));
        var foreign = await other.NewTesterAsync("Foe", "foe@example.net");
        var phone = JsonNode.Parse("""{"name":"Phil","addresses":{"phone":"+12025550123"}}""");
        var silent = (await admin.PostAsync("/api/testers", phone)).Expect(201).Id();

        var answer = await admin.PostAsync($"{task}/test", TesterCalls.Testers(tess, twin, foreign, silent));

        Assert.Contains("Tess", answer.ExpectInvalid("testers[1]"), StringComparison.Ordinal);
        Assert.Contains("no such tester", answer.ExpectInvalid("testers[2]"), StringComparison.Ordinal);
        Assert.Contains("email", answer.ExpectInvalid("testers[3]"), StringComparison.Ordinal);
        Assert.Equal("draft", (await admin.GetAsync(task)).Expect(200).Text("status"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"testers":[]}""")]
    [InlineData("""{"testers":null}""")]
    public async Task Test_WithoutTesters_IsRefused(string body)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = $"/api/tasks/{(await admin.NewTaskAsync(Bodies.Draft())).Id()}";

        Assert.NotEmpty((await admin.PostAsync($"{task}/test", JsonNode.Parse(body))).ExpectInvalid("testers"));
    }

    [Fact]
    public async Task Test_ThroughAStoppedAccount_Is409()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = $"/api/tasks/{(await admin.NewTaskAsync(Bodies.Draft())).Id()}";
        var tester = await admin.NewTesterAsync("Tess", "tess@example.net");
        await StoppedAccounts.StopAllAsync(api);

        (await admin.PostAsync($"{task}/test", TesterCalls.Testers(tester))).ExpectProblem(409, "accountStopped");

        Assert.Empty((await admin.GetAsync($"{task}/tests")).Expect(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task Test_OfARunningTask_Is409WithWhatIsAllowed()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = $"/api/tasks/{(await admin.NewTaskAsync()).Id()}";
        var tester = await admin.NewTesterAsync("Tess", "tess@example.net");

        var problem = (await admin.PostAsync($"{task}/test", TesterCalls.Testers(tester))).ExpectProblem(409, "invalidTransition");

        Assert.Contains("pause", problem["allowed"]!.AsArray().Select(move => (string?)move));
    }

    [Fact]
    public async Task Test_BeyondThoseInProgress_Is409()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = $"/api/tasks/{(await admin.NewTaskAsync(Bodies.Draft())).Id()}";
        var tester = await admin.NewTesterAsync("Tess", "tess@example.net");
        for (var i = 0; i < CampaignTask.MostOpenTests; i++)
        {
            (await admin.PostAsync($"{task}/test", TesterCalls.Testers(tester))).Expect(200);
        }

        (await admin.PostAsync($"{task}/test", TesterCalls.Testers(tester))).ExpectProblem(409, "testsInProgress");
    }

    [Fact]
    public async Task UnsubscribeLink_OfATest_ChangesNothingAndSaysSo()
    {
        await using var api = await TestApi.StartAsync(change: null, ("PublicBaseUrl", "https://mail.example.com"));
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("tess", "tess@example.net", consent: null);
        var id = (await admin.NewTaskAsync(Bodies.Draft())).Id();
        var tester = await admin.NewTesterAsync("Tess", "tess@example.net");
        (await admin.PostAsync($"/api/tasks/{id}/test", TesterCalls.Testers(tester))).Expect(200);
        var path = api.Get<UnsubscribeLinks>().OfTest(api.Signals.Notified.Last(), "tess@example.net")!.AbsolutePath;
        var reader = api.Client(key: null);

        var pages = new[] { await reader.GetAsync(path), await reader.PostAsync(path) };

        Assert.All(pages, page => Assert.Contains("Nothing was changed", page.Text, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.Equal(200, page.Status));
        Assert.Equal("{}", (await admin.GetAsync("/api/contacts/tess")).Expect(200)["consent"]!.ToJsonString());
    }
}
