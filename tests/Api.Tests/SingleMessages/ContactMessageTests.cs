using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Runs;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Api.Tests.SingleMessages;

public sealed class ContactMessageTests
{
    private static readonly DateTimeOffset Sent = new(2026, 11, 10, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Messages_OfAContact_AreThoseOfAllTasksNewestFirst()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var (first, second) = (await RunAsync(api, admin), await RunAsync(api, admin));
        await LedgerFill.SettleAsync(api, first, 0, 0, MessageState.Delivered);
        await LedgerFill.SettleAsync(api, first, 0, 1, MessageState.Failed, "550: no such mailbox");
        await SendAsync(api, first, 0, Sent);
        await SendAsync(api, first, 1, Sent.AddDays(1));
        await SendAsync(api, second, 0, Sent.AddDays(2));

        var all = await ReadAsync(admin, "");

        Assert.Equal(
            [(second.TaskId, "pending"), (first.TaskId, "failed"), (first.TaskId, "delivered")],
            all.Select(message => (message.Text("taskId"), message.Text("status")))
        );
        Assert.Equal("email", all[0].Text("channel"));
        Assert.Equal([all[1].Id()], (await ReadAsync(admin, "status=failed,unknown")).Select(message => message.Id()));
        Assert.Equal(2, (await ReadAsync(admin, "from=2026-11-11T09:00:00Z")).Count);
        Assert.Equal([all[1].Id()], (await ReadAsync(admin, "from=2026-11-11T09:00:00Z&to=2026-11-12T09:00:00Z")).Select(one => one.Id()));
        Assert.Empty(await ReadAsync(admin, "channel=sms"));
        var page = (await admin.GetAsync("/api/contacts/ann/messages?limit=2")).Expect(200);
        var rest = (await admin.GetAsync($"/api/contacts/ann/messages?limit=2&cursor={page.Text("next")}")).Expect(200);
        Assert.Equal(all[2].Id(), Assert.Single(rest["items"]!.AsArray())!.Id());
        Assert.Empty((await admin.GetAsync("/api/contacts/bob/messages")).Expect(200)["items"]!.AsArray());
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-11-11", "to")]
    [InlineData("status=lost", "status")]
    [InlineData("cursor=AAAA", "cursor")]
    public async Task Messages_ByAWrongQuery_AreRefused(string query, string field)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        (await admin.GetAsync($"/api/contacts/ann/messages?{query}")).ExpectInvalid(field);
        (await admin.GetAsync("/api/contacts/a%20b/messages")).ExpectProblem(404, "notFound");
    }

    private static async Task<Run> RunAsync(TestApi api, ApiClient admin) =>
        await LedgerFill.OpenAsync(api, (await admin.NewTaskAsync()).Id());

    private static Task SendAsync(TestApi api, Run run, int index, DateTimeOffset at) =>
        api.Get<ITouchStore>()
            .AddAsync(
                run.TenantId,
                [("ann", new Touch(new MessageId(run.Id, 0, index), run.TaskId, ChannelKind.Email, at))],
                Sent.AddDays(-90),
                CancellationToken.None
            );

    private static async Task<List<JsonNode>> ReadAsync(ApiClient admin, string query) =>
        [.. (await admin.GetAsync($"/api/contacts/ann/messages?{query}")).Expect(200)["items"]!.AsArray().Select(item => item!)];
}
