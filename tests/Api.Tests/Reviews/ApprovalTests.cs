using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Reviews;

public sealed class ApprovalTests
{
    [Fact]
    public async Task Task_SubmittedAndApprovedByAnotherPerson_Runs()
    {
        await using var scene = await ReviewScene.StartAsync();
        var task = await scene.SubmitAsync(await scene.NewDraftAsync());

        var approved = (await scene.ApproveAsync(task)).Expect(200);

        Assert.Equal(("running", "approved"), (approved.Text("status"), approved.Text("approvalStatus")));
        Assert.Equal("approved", approved["submission"]!["decision"]!.Text("status"));
        var log = (await scene.Admin.GetAsync($"{task}/audit")).Expect(200)["items"]!.AsArray();
        Assert.Equal(["runStarted", "approved", "submitted", "created"], log.Select(entry => entry!.Text("event")));
        Assert.Equal(
            ("Ready for spring", "none", "underReview"),
            (log[2]!.Text("reason"), log[2]!.Text("approvalFrom"), log[2]!.Text("approvalTo"))
        );
        Assert.Equal(("draft", "running", "reviewer"), (log[1]!.Text("from"), log[1]!.Text("to"), log[1]!["by"]!.Text("role")));
    }

    [Fact]
    public async Task Start_WhereApprovalIsRequired_Is409WithWhatIsAllowed()
    {
        await using var scene = await ReviewScene.StartAsync();
        var task = await scene.NewDraftAsync();

        var problem = (await scene.Admin.PostAsync($"{task}/start")).ExpectProblem(409, "approvalRequired");

        Assert.Contains("submit", problem["allowed"]!.AsArray().Select(move => (string?)move));
        (await scene.Author.PostAsync("/api/tasks", Bodies.Task().With("start", true))).ExpectProblem(409, "approvalRequired");
        Assert.Single((await scene.Author.GetAsync("/api/tasks")).Expect(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task Post_WithoutStartWhereApprovalIsRequired_MakesADraft()
    {
        await using var scene = await ReviewScene.StartAsync();

        var task = (await scene.Author.PostAsync("/api/tasks", Bodies.Task())).Expect(201);

        Assert.Equal(("draft", "none"), (task.Text("status"), task.Text("approvalStatus")));
    }

    [Fact]
    public async Task Rule_OfAChannel_CountsForThatChannelOnlyAndForDraftsMadeBefore()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var (mail, sms) = (await admin.NewTaskAsync(Bodies.Draft()), await NewSmsAsync(admin));

        (
            await admin.PatchAsync("/api/settings", new JsonObject { ["approvalByChannel"] = new JsonObject { ["sms"] = "required" } })
        ).Expect(200);

        Assert.Equal("none", (await admin.GetAsync($"/api/tasks/{sms.Id()}")).Expect(200).Text("approvalStatus"));
        (await admin.PostAsync($"/api/tasks/{sms.Id()}/start")).ExpectProblem(409, "approvalRequired");
        Assert.Equal("notRequired", (await admin.PostAsync($"/api/tasks/{mail.Id()}/start")).Expect(200).Text("approvalStatus"));
    }

    [Theory]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Admin)]
    public async Task Author_WithEveryRoleButOne_CannotDecideOnTheOwnTask(Role role)
    {
        await using var scene = await ReviewScene.StartAsync();
        var author = await scene.Api.NewKeyAsync(scene.Admin, role);
        var task = $"/api/tasks/{(await author.PostAsync("/api/tasks", Bodies.Draft())).Expect(201).Id()}";
        (await author.PostAsync($"{task}/submit", ReviewScene.Reason("mine"))).Expect(200);
        var approval = new JsonObject { ["planHash"] = await scene.HashAsync(task) };

        (await author.PostAsync($"{task}/approve", approval.DeepClone())).ExpectProblem(403, "forbidden");
        (await author.PostAsync($"{task}/reject", ReviewScene.Reason("mine"))).ExpectProblem(403, "forbidden");
        (await scene.Author.PostAsync($"{task}/approve", approval.DeepClone())).ExpectProblem(403, "forbidden");

        Assert.Equal(["cancel", "copy", "edit", "withdraw"], await ActionsAsync(author, task));
        Assert.Equal(["approve", "cancel", "copy", "edit", "reject"], await ActionsAsync(scene.Reviewer, task));
        Assert.Equal(["cancel", "copy", "edit"], await ActionsAsync(scene.Author, task));
        Assert.Empty(await ActionsAsync(await scene.Api.NewKeyAsync(scene.Admin, Role.Viewer), task));
        (await scene.Reviewer.PostAsync($"{task}/approve", approval)).Expect(200);
    }

    [Fact]
    public async Task Approval_OfAnOldPlan_Is412()
    {
        await using var scene = await ReviewScene.StartAsync();
        var task = await scene.SubmitAsync(await scene.NewDraftAsync());
        var old = await scene.HashAsync(task);
        var edited = (await scene.EditAsync(task, "Other")).Expect(200);
        Assert.Equal("none", edited.Text("approvalStatus"));
        await scene.SubmitAsync(task);

        (await scene.Reviewer.PostAsync($"{task}/approve", new JsonObject { ["planHash"] = old })).ExpectProblem(412, "preconditionFailed");

        Assert.Equal("underReview", (await scene.Author.GetAsync(task)).Expect(200).Text("approvalStatus"));
        (await scene.ApproveAsync(task)).Expect(200);
    }

    [Fact]
    public async Task Edit_BetweenApprovalAndLaunch_StopsTheLaunchAndTheLogSaysSo()
    {
        await using var scene = await ReviewScene.StartAsync();
        var later = Bodies.Draft().With("schedule", new JsonObject { ["startAt"] = DateTimeOffset.UtcNow.AddHours(2).ToString("O") });
        var task = await scene.SubmitAsync(await scene.NewDraftAsync(later));
        Assert.Equal("scheduled", (await scene.ApproveAsync(task)).Expect(200).Text("status"));

        var edited = (await scene.EditAsync(task, "Other")).Expect(200);

        Assert.Equal(("draft", "none", null), (edited.Text("status"), edited.Text("approvalStatus"), (string?)edited["nextOccurrence"]));
        var entry = (await scene.Admin.GetAsync($"{task}/audit")).Expect(200)["items"]![0]!;
        Assert.Equal(
            ("approvalVoided", "scheduled", "draft", "approved", "none"),
            (entry.Text("event"), entry.Text("from"), entry.Text("to"), entry.Text("approvalFrom"), entry.Text("approvalTo"))
        );
        var diff = (await scene.Reviewer.GetAsync($"{task}/review")).Expect(200)["diff"]!["changed"]![0]!;
        Assert.Equal(("campaign", null, "Other"), (diff.Text("part"), (string?)diff["before"], diff.Text("after")));
    }

    [Fact]
    public async Task Approval_OfASavedAudience_IsVoidWhenItsRuleChanged()
    {
        await using var scene = await ReviewScene.StartAsync();
        await scene.Admin.NewContactAsync("ann", "ann@example.net", consent: null);
        var body = JsonNode.Parse("""{"name":"All","segment":{"not":{"countries":["JP"]}}}""")!;
        var audience = (await scene.Author.PostAsync("/api/audiences", body)).Expect(201).Id();
        var draft = Bodies.Draft().With("audience", new JsonObject { ["audienceId"] = audience });
        var task = await scene.SubmitAsync(await scene.NewDraftAsync(draft));
        var reviewed = await scene.HashAsync(task);
        var other = JsonNode.Parse("""{"segment":{"not":{"countries":["FR"]}}}""")!;
        (await scene.Author.PatchAsync($"/api/audiences/{audience}", other, ("If-Match", "*"))).Expect(200);

        (await scene.Reviewer.PostAsync($"{task}/approve", new JsonObject { ["planHash"] = reviewed })).ExpectProblem(
            412,
            "preconditionFailed"
        );
    }

    [Fact]
    public async Task Submit_OfATaskThatCannotLaunch_FailsWithEveryProblem()
    {
        await using var scene = await ReviewScene.StartAsync();
        var body = Bodies.Draft().With("audience", JsonNode.Parse("""{"segment":{"countries":["FR"]}}"""));
        var task = await scene.NewDraftAsync(body);
        await StoppedAccounts.StopAllAsync(scene.Api);

        var submitted = (await scene.Author.PostAsync($"{task}/submit", ReviewScene.Reason("go"))).Expect(200);

        Assert.Equal(("draft", "submissionFailed"), (submitted.Text("status"), submitted.Text("approvalStatus")));
        var problems = submitted["submission"]!["problems"]!.AsArray();
        Assert.Equal(["accounts[0]", "audience"], problems.Select(problem => problem!.Text("field")).Order());
        Assert.Contains("submit", await ActionsAsync(scene.Author, task));
    }

    [Fact]
    public async Task Review_ShowsForecastWaterfallAndThreeRealMessages()
    {
        await using var scene = await ReviewScene.StartAsync();
        await scene.Admin.NewContactAsync("ann", "ann@example.net", consent: null);
        (
            await scene.Admin.PutAsync(
                "/api/contacts/ann",
                JsonNode.Parse("""{"addresses":{"email":"ann@example.net"},"attributes":{"firstName":"Ann"}}""")!
            )
        ).Expect(200);
        var list = new JsonObject { ["list"] = "ann@example.net\nb@example.net\nc@example.net\nd@example.net\nann@example.net" };
        var task = await scene.SubmitAsync(await scene.NewDraftAsync(Bodies.Draft().With("audience", list)));

        var review = (await scene.Reviewer.GetAsync($"{task}/review")).Expect(200);

        Assert.Equal(
            (5, 1, 4),
            ((int)review["waterfall"]!["matched"]!, (int)review["waterfall"]!["duplicate"]!, (int)review["waterfall"]!["planned"]!)
        );
        Assert.Equal(4, (int)review["forecast"]!["occurrences"]![0]!["messages"]!);
        Assert.Equal(3, review["samples"]!.AsArray().Count);
        Assert.Equal("Hi Ann", review["samples"]![0]!["rendered"]!.Text("text"));
        Assert.Equal("Hi there", review["samples"]![1]!["rendered"]!.Text("text"));
        Assert.Null(review["diff"]);
        Assert.Equal("Ready for spring", review["submission"]!.Text("reason"));
    }

    [Fact]
    public async Task Reject_WithAReason_MakesADraftThatMayBeSubmittedAgain()
    {
        await using var scene = await ReviewScene.StartAsync();
        var task = await scene.SubmitAsync(await scene.NewDraftAsync());

        var rejected = (await scene.Reviewer.PostAsync($"{task}/reject", ReviewScene.Reason("Too loud"))).Expect(200);

        Assert.Equal(("draft", "rejected"), (rejected.Text("status"), rejected.Text("approvalStatus")));
        Assert.Equal("Too loud", rejected["submission"]!["decision"]!.Text("reason"));
        await scene.SubmitAsync(task);
    }

    [Fact]
    public async Task Withdraw_IsTheAuthorsAndTheAdmins()
    {
        await using var scene = await ReviewScene.StartAsync();
        var task = await scene.SubmitAsync(await scene.NewDraftAsync());

        (await scene.Reviewer.PostAsync($"{task}/withdraw")).ExpectProblem(403, "forbidden");
        Assert.Equal("withdrawn", (await scene.Author.PostAsync($"{task}/withdraw")).Expect(200).Text("approvalStatus"));

        await scene.SubmitAsync(task);
        Assert.Equal("withdrawn", (await scene.Admin.PostAsync($"{task}/withdraw")).Expect(200).Text("approvalStatus"));
    }

    [Fact]
    public async Task Copy_ByAReviewer_IsTheReviewersOwn()
    {
        await using var scene = await ReviewScene.StartAsync();
        var task = await scene.NewDraftAsync();
        var copy = $"/api/tasks/{(await scene.Reviewer.PostAsync($"{task}/copy")).Expect(201).Id()}";
        (await scene.Reviewer.PostAsync($"{copy}/submit", ReviewScene.Reason("mine"))).Expect(200);

        (await scene.ApproveAsync(copy)).ExpectProblem(403, "forbidden");
    }

    [Theory]
    [InlineData("submit", "{}", "reason")]
    [InlineData("submit", """{"reason":"\u200b"}""", "reason")]
    [InlineData("submit", """{"reason":"a\u0000b"}""", "reason")]
    [InlineData("reject", """{"reason":null}""", "reason")]
    [InlineData("approve", "{}", "planHash")]
    [InlineData("approve", """{"planHash":"h","comment":"a\u0000b"}""", "comment")]
    public async Task Words_ThatAreMissingOrWrong_AreNamed(string move, string body, string field)
    {
        await using var scene = await ReviewScene.StartAsync();
        var task = await scene.SubmitAsync(await scene.NewDraftAsync());

        Assert.NotEmpty((await scene.Reviewer.PostAsync($"{task}/{move}", JsonNode.Parse(body))).ExpectInvalid(field));
    }

    [Fact]
    public async Task Reason_OfMoreThanAThousandCharacters_IsRefused()
    {
        await using var scene = await ReviewScene.StartAsync();
        var task = await scene.NewDraftAsync();

        (await scene.Author.PostAsync($"{task}/submit", ReviewScene.Reason(new string('x', 1001)))).ExpectInvalid("reason");
        (await scene.Author.PostAsync($"{task}/submit", ReviewScene.Reason(new string('x', 1000)))).Expect(200);
    }

    [Fact]
    public async Task Moves_OfAnotherTenantsTask_Are404()
    {
        await using var scene = await ReviewScene.StartAsync();
        var task = await scene.SubmitAsync(await scene.NewDraftAsync());
        var other = await scene.Api.NewTenantAsync("Other");
        var hash = new JsonObject { ["planHash"] = await scene.HashAsync(task) };

        (await other.GetAsync($"{task}/review")).ExpectProblem(404, "notFound");
        (await other.PostAsync($"{task}/approve", hash)).ExpectProblem(404, "notFound");
        (await other.PostAsync($"{task}/reject", ReviewScene.Reason("no"))).ExpectProblem(404, "notFound");
        (await other.PostAsync($"{task}/submit", ReviewScene.Reason("no"))).ExpectProblem(404, "notFound");
        (await other.PostAsync($"{task}/withdraw")).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task Submit_WhereNoApprovalIsRequired_Is409()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = await admin.NewTaskAsync(Bodies.Draft());

        var problem = (await admin.PostAsync($"/api/tasks/{task.Id()}/submit", ReviewScene.Reason("go"))).ExpectProblem(
            409,
            "invalidTransition"
        );

        Assert.Contains("needs no approval", problem.Text("detail"), StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string?>> ActionsAsync(ApiClient client, string task) =>
        (await client.GetAsync(task)).Expect(200)["actions"]!.AsArray().Select(action => (string?)action).Order();

    private static async Task<JsonNode> NewSmsAsync(ApiClient admin)
    {
        await admin.NewAccountAsync("sms");
        var body = Bodies.Draft().With("channel", "sms").With("audience", new JsonObject { ["list"] = "+33612345678" });
        return (await admin.PostAsync("/api/tasks", body.With("creative", new JsonObject { ["text"] = "Hi" }))).Expect(201);
    }
}
