using System.Text;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Runs;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Tests.Webhooks;

public sealed class WebhookEndpointTests
{
    [Fact]
    public async Task Call_Genuine_MovesTheMessage()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var admin = await api.NewTenantAsync();
        var (task, run, hook) = await SentAsync(api, admin);
        await LedgerFill.SettleAsync(api, run, 0, 0, MessageState.Sent);

        var answer = await CallAsync(api, hook, $"{new MessageId(run.Id, 0, 0)} Delivered\n{new MessageId(run.Id, 0, 0)} Delivered");

        answer.Expect(200);
        var message = (await admin.GetAsync($"/api/tasks/{task}/runs/{run.Id}/messages")).Expect(200)["items"]![0]!;
        Assert.Equal("delivered", message.Text("status"));
        Assert.Equal(1, (await admin.GetAsync($"/api/tasks/{task}")).Json["summary"]!["delivered"]!.GetValue<int>());
    }

    [Fact]
    public async Task Call_ByTheProvidersOwnId_MovesTheMessage_OfThisAccountOnly()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var admin = await api.NewTenantAsync();
        var (task, run, hook) = await SentAsync(api, admin);
        await LedgerFill.SettleAsync(api, run, 0, 0, MessageState.Sent);
        await LedgerFill.SettleAsync(api, run, 0, 1, MessageState.Sent);
        var account = (await admin.GetAsync("/api/channel-accounts")).Json["items"]![0]!.Id();
        var sent = api.Get<ISentMessageStore>();
        await sent.SaveAsync(run.TenantId, account, "4711", new MessageId(run.Id, 0, 0), run.StartedAt, CancellationToken.None);
        await sent.SaveAsync(run.TenantId, "another", "4712", new MessageId(run.Id, 0, 1), run.StartedAt, CancellationToken.None);

        (await CallAsync(api, hook, "own 4711 Read")).Expect(200);
        (await CallAsync(api, hook, "own 4712 Read")).Expect(200);
        (await CallAsync(api, hook, "own unknown Read")).Expect(200);

        var messages = (await admin.GetAsync($"/api/tasks/{task}/runs/{run.Id}/messages")).Expect(200)["items"]!.AsArray();
        Assert.Equal(["read", "sent"], messages.Take(2).Select(message => message!.Text("status")));
    }

    [Fact]
    public async Task Call_Forged_Is403AndRecordsNothing()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var admin = await api.NewTenantAsync();
        var (_, run, hook) = await SentAsync(api, admin);

        (
            await CallAsync(api, hook.Replace("code=", "code=x", StringComparison.Ordinal), $"{new MessageId(run.Id, 0, 0)} Delivered")
        ).ExpectProblem(403, "forbidden");

        Assert.Equal(3, (await api.Get<ILedger>().CountAsync(run, CancellationToken.None)).Pending);
    }

    [Fact]
    public async Task Call_AboutAnotherTenantsRun_IsTakenAndIgnored()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var (_, victim, _) = await SentAsync(api, await api.NewTenantAsync());
        var (_, _, hook) = await SentAsync(api, await api.NewTenantAsync("Other"));

        (await CallAsync(api, hook, $"{new MessageId(victim.Id, 0, 0)} Failed")).Expect(200);

        Assert.Equal(3, (await api.Get<ILedger>().CountAsync(victim, CancellationToken.None)).Pending);
    }

    [Fact]
    public async Task Call_AboutNoRunOrNoPage_IsTakenAndIgnored()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var (_, run, hook) = await SentAsync(api, await api.NewTenantAsync());

        (await CallAsync(api, hook, $"{new MessageId(new RunId(1), 0, 0)} Failed\n{new MessageId(run.Id, 77, 0)} Failed")).Expect(200);

        Assert.Equal(3, (await api.Get<ILedger>().CountAsync(run, CancellationToken.None)).Total);
    }

    [Fact]
    public async Task Call_Unreadable_Is400()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var (_, _, hook) = await SentAsync(api, await api.NewTenantAsync());

        (await CallAsync(api, hook, "gibberish")).ExpectProblem(400, "badRequest");
    }

    [Fact]
    public async Task Call_Handshake_IsAnsweredAsTheReaderSaysAndSeesThePublicAddress()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var (_, _, hook) = await SentAsync(api, await api.NewTenantAsync());

        var answer = await api.Client(key: null).SendAsync(HttpMethod.Options, hook);

        Assert.Equal(200, answer.Status);
        Assert.Equal("yes", answer.Headers["X-Handshake"]);
        Assert.Equal($"https://tasks.example.com{hook}", answer.Text);
    }

    [Theory]
    [InlineData("/api/hooks/email/01arz3ndektsv4rrffq69g5fav")]
    [InlineData("/api/hooks/pigeon/01arz3ndektsv4rrffq69g5fav")]
    [InlineData("/api/hooks/email/nothing")]
    public async Task Call_ToNoAccount_Is404(string hook)
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);

        (await CallAsync(api, hook, "")).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task Call_OnAnotherChannelThanTheAccounts_Is404()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var (_, _, hook) = await SentAsync(api, await api.NewTenantAsync());

        (await CallAsync(api, hook.Replace("/email/", "/sms/", StringComparison.Ordinal), "")).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task Call_TooLong_Is413()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var (_, _, hook) = await SentAsync(api, await api.NewTenantAsync());

        (await CallAsync(api, hook, new string('x', (1024 * 1024) + 1))).ExpectProblem(413, "tooLarge");
    }

    private static async Task<(string Task, Run Run, string Hook)> SentAsync(TestApi api, ApiClient admin)
    {
        var task = (await admin.NewTaskAsync()).Id();
        var account = (await admin.GetAsync("/api/channel-accounts")).Json["items"]![0]!;
        return (task, await LedgerFill.OpenAsync(api, task), new Uri(account.Text("webhookUrl")).PathAndQuery);
    }

    private static Task<Answer> CallAsync(TestApi api, string hook, string body) =>
        api.Client(key: null).SendAsync(HttpMethod.Post, hook, new StringContent(body, Encoding.UTF8, "text/plain"));
}
