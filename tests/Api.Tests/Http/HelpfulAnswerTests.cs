using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Reviews;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Http;

/// <summary>Refusals that say what is wrong and what the caller can do.</summary>
public sealed class HelpfulAnswerTests
{
    [Fact]
    public async Task RefusedMove_OffersOnlyWhatTheCallersKeyMayDo()
    {
        await using var scene = await ReviewScene.StartAsync();
        var task = await scene.SubmitAsync(await scene.NewDraftAsync());
        var other = await scene.Api.NewKeyAsync(scene.Admin, Role.Operator);

        var author = (await scene.Author.PostAsync($"{task}/pause")).ExpectProblem(409, "invalidTransition");
        var stranger = (await other.PostAsync($"{task}/pause")).ExpectProblem(409, "invalidTransition");
        var reviewer = (await scene.Reviewer.PostAsync($"{task}/pause")).ExpectProblem(409, "invalidTransition");

        Assert.Equal(["withdraw"], Reviews(author));
        Assert.Equal([], Reviews(stranger));
        Assert.Equal(["approve", "reject"], Reviews(reviewer));
        Assert.DoesNotContain("approve", author.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("withdraw", author.Text("detail"), StringComparison.Ordinal);

        static IEnumerable<string> Reviews(JsonNode problem) =>
            problem["allowed"]!.AsArray().Select(move => (string)move!).Where(move => move is "approve" or "reject" or "withdraw").Order();
    }

    [Fact]
    public async Task StartOnCreation_WhereApprovalIsRequired_SaysHowToSubmit_AndStoresNothing()
    {
        await using var scene = await ReviewScene.StartAsync();

        var problem = (await scene.Author.PostAsync("/api/tasks", Bodies.Task().With("start", true))).ExpectProblem(
            409,
            "approvalRequired"
        );

        Assert.Contains("leave start out", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("POST /api/tasks/{id}/submit", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Null(problem["allowed"]);
        Assert.Empty((await scene.Author.GetAsync("/api/tasks")).Expect(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task VoidedApproval_WhenApprovalIsSwitchedOff_HoldsNoTask()
    {
        await using var scene = await ReviewScene.StartAsync();
        var task = await scene.SubmitAsync(await scene.NewDraftAsync());
        (await scene.ApproveAsync(task)).Expect(200);
        (await scene.Author.PatchAsync(task, new JsonObject { ["stopOnFailure"] = true }, ("If-Match", "*"))).Expect(200);
        (await scene.Author.PostAsync($"{task}/resume")).ExpectProblem(409, "approvalRequired");

        (await scene.Admin.PatchAsync("/api/settings", new JsonObject { ["approval"] = "notRequired" })).Expect(200);

        var held = (await scene.Author.GetAsync(task)).Expect(200);
        Assert.Equal(("paused", "notRequired"), (held.Text("status"), held.Text("approvalStatus")));
        Assert.Contains("resume", held["actions"]!.AsArray().Select(move => (string)move!));
        var resumed = (await scene.Author.PostAsync($"{task}/resume")).Expect(200);
        Assert.Equal(("running", "notRequired"), (resumed.Text("status"), resumed.Text("approvalStatus")));
    }

    [Theory]
    [InlineData("""{"id":5}""", "id", "Give a text. Put it in quotes: \"5\".")]
    [InlineData("""{"id":true}""", "id", "Give a text. Put it in quotes: \"true\".")]
    [InlineData("""{"id":["a"]}""", "id", "Give a text.")]
    [InlineData("""{"id":"a\ud800"}""", "id", "The text has half a character (a lone surrogate): remove it.")]
    [InlineData(
        """{"id":"a","attributes":{"b":"\ud800"}}""",
        "attributes.b",
        "The text has half a character (a lone surrogate): remove it."
    )]
    public async Task ValueOfTheWrongKind_IsShownAsItIsWritten(string body, string field, string words)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var errors = (await admin.PostTextAsync("/api/contacts", body, "application/json")).ExpectInvalid(field);

        Assert.Equal(words, errors);
    }

    [Theory]
    [InlineData("""{"stopOnFailure":"true"}""", "stopOnFailure", "Give true or false. Leave the quotes out.")]
    [InlineData("""{"stopOnFailure":"yes"}""", "stopOnFailure", "Give true or false.")]
    [InlineData("""{"pacing":{"dailyLimit":"5"}}""", "pacing.dailyLimit", "Give a whole number. Leave the quotes out.")]
    [InlineData("""{"pacing":{"dailyLimit":"many"}}""", "pacing.dailyLimit", "Give a whole number.")]
    public async Task NumberOrFlagInQuotes_IsAskedForWithoutThem(string body, string field, string words)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var errors = (await admin.PostTextAsync("/api/tasks", body, "application/json")).ExpectInvalid(field);

        Assert.Equal(words, errors);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\"abc\"")]
    public async Task IfMatch_OnAContactThatDoesNotExist_SaysSo(string version)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var answer = await admin.PutAsync("/api/contacts/ann", new JsonObject { ["language"] = "fr" }, ("If-Match", version));

        Assert.Equal("It does not exist", answer.ExpectProblem(412, "preconditionFailed").Text("title"));
        Assert.Contains("nothing is stored here", answer.Json.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("country", "FR")]
    [InlineData("timeZone", "Europe/Paris")]
    [InlineData("language", "fr")]
    public async Task EmptyFieldOfAContact_IsRefusedAndNullRemovesIt(string field, string value)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        (await admin.PutAsync("/api/contacts/ann", new JsonObject { [field] = value })).Expect(201);

        var refused = (await admin.PatchAsync("/api/contacts/ann", new JsonObject { [field] = "" })).ExpectInvalid(field);
        (await admin.PutAsync("/api/contacts/ann", new JsonObject { [field] = "" })).ExpectInvalid(field);
        (await admin.PostAsync("/api/contacts", new JsonObject { ["id"] = "ann", [field] = "" })).ExpectInvalid(field);

        Assert.EndsWith("Null removes it.", refused, StringComparison.Ordinal);
        Assert.Equal(value, (await admin.PatchAsync("/api/contacts/ann", new JsonObject())).Expect(200).Text(field));
        Assert.Null((await admin.PatchAsync("/api/contacts/ann", new JsonObject { [field] = null })).Expect(200)[field]);
    }

    [Fact]
    public async Task UnknownFields_AreReportedWithTheKnownOnesOnce()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var body = new JsonObject([.. Enumerable.Range(0, 900).Select(i => KeyValuePair.Create($"field{i}", (JsonNode?)i))]);

        var answer = await admin.PostAsync("/api/tasks", body);

        var words = answer.ExpectProblem(422, "invalid")["errors"]!.AsObject().Select(error => (string)error.Value![0]!).ToList();
        Assert.Equal(100, words.Count);
        Assert.Single(words, word => word.Contains("Known here:", StringComparison.Ordinal));
        Assert.Equal(99, words.Count(word => word is "There is no such field."));
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("push")]
    [InlineData(null)]
    public async Task OtherChannelOfATask_IsOneFault(string? channel)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = (await admin.NewTaskAsync(Bodies.Draft())).Id();

        var answer = await admin.PatchAsync($"/api/tasks/{task}", new JsonObject { ["channel"] = channel }, ("If-Match", "*"));

        var error = Assert.Single(answer.ExpectProblem(422, "invalid")["errors"]!.AsObject());
        Assert.Equal("channel", error.Key);
        Assert.Contains("cannot change", (string?)Assert.Single(error.Value!.AsArray()), StringComparison.Ordinal);
    }
}
