using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Reviews;

/// <summary>A company whose tasks need approval, with an author, two reviewers and an e-mail account.</summary>
internal sealed class ReviewScene : IAsyncDisposable
{
    private ReviewScene(TestApi api, ApiClient admin, ApiClient author, ApiClient reviewer) =>
        (Api, Admin, Author, Reviewer) = (api, admin, author, reviewer);

    public TestApi Api { get; }

    public ApiClient Admin { get; }

    public ApiClient Author { get; }

    public ApiClient Reviewer { get; }

    public static async Task<ReviewScene> StartAsync()
    {
        var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        (await admin.PatchAsync("/api/settings", new JsonObject { ["approval"] = "required" })).Expect(200);
        return new ReviewScene(api, admin, await api.NewKeyAsync(admin, Role.Operator), await api.NewKeyAsync(admin, Role.Reviewer));
    }

    /// <summary>A draft of the author's; answers its address.</summary>
    public async Task<string> NewDraftAsync(JsonObject? body = null) =>
        $"/api/tasks/{(await Author.PostAsync("/api/tasks", body ?? Bodies.Draft())).Expect(201).Id()}";

    /// <summary>Submits a draft for its author.</summary>
    public async Task<string> SubmitAsync(string task)
    {
        var submitted = (await Author.PostAsync($"{task}/submit", Reason("Ready for spring"))).Expect(200);
        Assert.Equal("underReview", submitted.Text("approvalStatus"));
        return task;
    }

    /// <summary>The hash of the plan as the reviewer sees it now.</summary>
    public async Task<string> HashAsync(string task) => (await Reviewer.GetAsync($"{task}/review")).Expect(200).Text("planHash");

    public async Task<Answer> ApproveAsync(string task) =>
        await Reviewer.PostAsync($"{task}/approve", new JsonObject { ["planHash"] = await HashAsync(task) });

    public Task<Answer> EditAsync(string task, string campaign) =>
        Author.PatchAsync(task, new JsonObject { ["campaign"] = campaign }, ("If-Match", "*"));

    public static JsonObject Reason(string reason) => new() { ["reason"] = reason };

    public ValueTask DisposeAsync() => Api.DisposeAsync();
}
