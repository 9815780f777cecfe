using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Tests.Runs;

public sealed class RunEndpointTests
{
    [Fact]
    public async Task Runs_OfATask_ShowCountsAndWaterfall()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = (await admin.NewTaskAsync()).Id();
        var run = await LedgerFill.OpenAsync(api, task);
        await LedgerFill.SettleAsync(api, run, 0, 0, MessageState.Delivered);
        await LedgerFill.SettleAsync(api, run, 0, 1, MessageState.Failed, "550: no such mailbox");

        var item = Assert.Single((await admin.GetAsync($"/api/tasks/{task}/runs")).Expect(200)["items"]!.AsArray())!;

        Assert.Equal(run.Id.ToString(), item.Id());
        Assert.Equal("running", item.Text("status"));
        Assert.Equal(3, item["counts"]!["total"]!.GetValue<int>());
        Assert.Equal(1, item["counts"]!["sent"]!.GetValue<int>());
        Assert.Equal(1, item["counts"]!["delivered"]!.GetValue<int>());
        Assert.Equal(1, item["counts"]!["failed"]!.GetValue<int>());
        Assert.Equal(3, item["waterfall"]!["planned"]!.GetValue<int>());
        Assert.Equal(item.ToJsonString(), (await admin.GetAsync($"/api/tasks/{task}/runs/{run.Id}")).Expect(200).ToJsonString());
    }

    [Fact]
    public async Task Task_WithARun_SumsItUp()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = (await admin.NewTaskAsync()).Id();
        var run = await LedgerFill.OpenAsync(api, task);
        await LedgerFill.SettleAsync(api, run, 0, 2, MessageState.Sent);

        var summary = (await admin.GetAsync($"/api/tasks/{task}")).Expect(200)["summary"]!;
        var listed = (await admin.GetAsync("/api/tasks")).Expect(200)["items"]![0]!["summary"]!;

        Assert.Equal(
            """{"runs":1,"total":3,"pending":2,"sending":0,"sent":1,"delivered":0,"read":0,"failed":0,"skipped":0,"canceled":0,"unknown":0}""",
            summary.ToJsonString()
        );
        Assert.Equal(summary.ToJsonString(), listed.ToJsonString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(199)]
    public async Task Messages_Paged_AreAllThereOnceInOrder(int limit)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = (await admin.NewTaskAsync()).Id();
        var run = await LedgerFill.OpenAsync(api, task, messages: 250);

        var seen = await ReadAllAsync(admin, $"/api/tasks/{task}/runs/{run.Id}/messages?limit={limit}");

        Assert.Equal(Enumerable.Range(0, 250).Select(i => $"someone{i}@example.net"), seen.Select(item => item.Text("address")));
        Assert.All(seen, item => Assert.True(MessageId.TryParse(item.Id(), out _)));
    }

    [Fact]
    public async Task Messages_ByStatus_ShowOnlyThese()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = (await admin.NewTaskAsync()).Id();
        var run = await LedgerFill.OpenAsync(api, task, messages: 1050);
        await LedgerFill.SettleAsync(api, run, 0, 5, MessageState.Failed, "550: no such mailbox");
        await LedgerFill.SettleAsync(api, run, 4, 49, MessageState.Unknown, "no answer");

        var seen = await ReadAllAsync(admin, $"/api/tasks/{task}/runs/{run.Id}/messages?status=failed,unknown&limit=1");

        Assert.Equal(["someone5@example.net", "someone1049@example.net"], seen.Select(item => item.Text("address")));
        Assert.Equal("550: no such mailbox", seen[0].Text("reason"));
        Assert.Equal("p-1", seen[0].Text("providerId"));
        Assert.Equal(1, seen[0]["attempts"]!.GetValue<int>());
        Assert.Null(seen[0]["contactId"]);
    }

    [Theory]
    [InlineData("cursor=zz-0", "cursor")]
    [InlineData("cursor=ffffff-0", "cursor")]
    [InlineData("status=lost", "status")]
    public async Task Messages_WrongQuery_IsRefused(string query, string field)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = (await admin.NewTaskAsync()).Id();
        var run = await LedgerFill.OpenAsync(api, task);

        (await admin.GetAsync($"/api/tasks/{task}/runs/{run.Id}/messages?{query}")).ExpectInvalid(field);
    }

    private static async Task<List<JsonNode>> ReadAllAsync(ApiClient client, string path)
    {
        List<JsonNode> seen = [];
        var cursor = "";
        do
        {
            var page = (await client.GetAsync(path + cursor)).Expect(200);
            seen.AddRange(page["items"]!.AsArray().Select(item => item!.DeepClone()));
            cursor = page["next"] is { } next ? $"&cursor={next.GetValue<string>()}" : null;
        } while (cursor is not null);
        return seen;
    }
}
