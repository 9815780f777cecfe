using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Runs;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Unsubscribes;

namespace CampaignTasks.Api.Tests.Tasks;

/// <summary>What a task led to, by creative.</summary>
public sealed class CreativeResultTests
{
    private static CancellationToken Token => CancellationToken.None;

    [Fact]
    public async Task Results_OfSeveralCreatives_AreCountedByTheRecordsOfTheMessages()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var (first, second) = ((await admin.NewCreativeAsync()).Id(), (await admin.NewCreativeAsync()).Id());
        var shares = new JsonArray(Share(first, 1), Share(second, 3));
        var task = (await admin.NewTaskAsync(Bodies.Task().With("creative", null).With("creatives", shares))).Id();
        var run = await LedgerFill.OpenAsync(api, task, messages: 7);
        await SetAsync(
            api,
            run,
            (first, MessageState.Sent),
            (first, MessageState.Delivered),
            (second, MessageState.Read),
            (second, MessageState.Failed),
            (null, MessageState.Pending),
            (null, MessageState.Skipped),
            ("gone", MessageState.Sent)
        );
        await LeadAsync(api, run, first, "gone");

        var results = (await admin.GetAsync($"/api/tasks/{task}/creatives")).Expect(200)["items"]!.AsArray();

        Assert.Equal(
            [
                $$$"""{"creativeId":"{{{first}}}","version":1,"weight":1,"sent":2,"delivered":1,"failed":0,"unsubscribed":1,"converted":1,"revenue":{"EUR":10}}""",
                $$$"""{"creativeId":"{{{second}}}","version":1,"weight":3,"sent":1,"delivered":1,"failed":1,"unsubscribed":0,"converted":0,"revenue":{}}""",
                """{"creativeId":"gone","version":null,"weight":null,"sent":1,"delivered":0,"failed":0,"unsubscribed":1,"converted":1,"revenue":{"EUR":10}}""",
            ],
            results.Select(result => result!.ToJsonString())
        );
    }

    [Fact]
    public async Task Results_OfOneCreative_AreTheTasks()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var creative = (await admin.NewCreativeAsync()).Id();
        var task = (await admin.NewTaskAsync(Bodies.Task().With("creative", null).With("creativeId", creative))).Id();
        var run = await LedgerFill.OpenAsync(api, task, messages: 2);
        await SetAsync(api, run, (null, MessageState.Sent), (null, MessageState.Failed));
        await LeadAsync(api, run, creative: null);

        var result = Assert.Single((await admin.GetAsync($"/api/tasks/{task}/creatives")).Expect(200)["items"]!.AsArray())!;

        Assert.Equal((creative, 1, 1), (result.Text("creativeId"), (int)result["sent"]!, (int)result["failed"]!));
        Assert.Equal((1, 1, 10m), ((int)result["unsubscribed"]!, (int)result["converted"]!, (decimal)result["revenue"]!["EUR"]!));
    }

    [Fact]
    public async Task Results_OfADraftAndOfContentOfItsOwn_AreThere()
    {
        await using var api = await TestApi.StartAsync();
        var (admin, other) = (await api.NewTenantAsync(), await api.NewTenantAsync("Other"));
        var task = (await admin.NewTaskAsync(Bodies.Draft())).Id();

        var result = Assert.Single((await admin.GetAsync($"/api/tasks/{task}/creatives")).Expect(200)["items"]!.AsArray())!;

        Assert.Equal((null, 0), ((string?)result["creativeId"], (int)result["sent"]!));
        (await other.GetAsync($"/api/tasks/{task}/creatives")).Expect(404);
        (await admin.GetAsync("/api/tasks/nobody/creatives")).Expect(404);
    }

    private static JsonObject Share(string creative, int weight) => new() { ["creativeId"] = creative, ["weight"] = weight };

    private static async Task SetAsync(TestApi api, Run run, params (string? Creative, MessageState State)[] messages)
    {
        var ledger = api.Get<ILedger>();
        var page = (await ledger.ReadPageAsync(run, 0, Token))!;
        var changed = page.Messages.Zip(messages, (message, to) =>
            message with
            {
                State = to.State,
                Creative = to.Creative is null ? null : new CreativeVersion(to.Creative, 1),
            }
        );
        await ledger.SavePageAsync(run, new LedgerPage(0, changed, etag: page.ETag), Token);
    }

    // Somebody unsubscribes and somebody buys after a message of each.
    private static async Task LeadAsync(TestApi api, Run run, params string?[]? creative)
    {
        foreach (var (i, id) in (creative ?? [null]).Index())
        {
            var at = run.Occurrence;
            await api.Get<IUnsubscribeStore>()
                .AddAsync(run.TenantId, new Domain.Unsubscribes.Unsubscribe(new(run.Id, 0, i), run.TaskId, id, at), Token);
            var conversion = new Conversion($"o{i}", 1, at, run.TaskId, at, Counts: true, "EUR", 10, id);
            await api.Get<IConversionStore>().SaveAsync(run.TenantId, [conversion], Token);
        }
    }
}
