using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Runs;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Tests.Erasures;

public sealed class ErasureEndpointTests
{
    [Fact]
    public async Task DeletedContact_IsAPseudonymInTheLedger_AndTotalsStay()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var (path, run) = await NewRunAsync(api, admin);
        await LedgerFill.SettleAsync(api, run, 0, 1, MessageState.Failed, "550: no mailbox someone1@example.net");
        await NewContactAsync(admin, "c1", "Someone1@example.net");
        await NewContactAsync(admin, "c11", "someone2@example.net");

        var location = (await DeleteAsync(admin, "c1")).Headers["Location"];

        var erasure = (await admin.GetAsync(location)).Expect(200);
        Assert.Equal(("completed", null), (erasure.Text("status"), erasure["runsLeft"]));
        var messages = (await admin.GetAsync($"{path}/messages")).Expect(200)["items"]!.AsArray();
        Assert.Equal(
            ["someone0@example.net", erasure.Text("pseudonym"), "someone2@example.net"],
            messages.Select(message => message!.Text("address"))
        );
        Assert.Equal(erasure.Text("pseudonym"), messages[1]!.Text("contactId"));
        Assert.Equal(
            ("failed", $"550: no mailbox {erasure.Text("pseudonym")}"),
            (messages[1]!.Text("status"), messages[1]!.Text("reason"))
        );
        Assert.Equal(
            """{"total":3,"pending":2,"sending":0,"sent":0,"delivered":0,"read":0,"failed":1,"skipped":0,"canceled":0,"unknown":0}""",
            (await admin.GetAsync(path)).Expect(200)["counts"]!.ToJsonString()
        );
    }

    [Fact]
    public async Task Erasure_ThatIsDone_SaysNothingOfThePerson()
    {
        await using var api = await TestApi.StartAsync();
        var (admin, other) = (await api.NewTenantAsync(), await api.NewTenantAsync("Other"));
        await NewContactAsync(admin, "c1", "ann@example.net");

        var location = (await DeleteAsync(admin, "c1")).Headers["Location"];

        var listed = Assert.Single((await admin.GetAsync("/api/erasures")).Expect(200)["items"]!.AsArray())!;
        Assert.Equal((await admin.GetAsync(location)).Expect(200).ToJsonString(), listed.ToJsonString());
        Assert.DoesNotContain("c1\"", listed.ToJsonString(), StringComparison.Ordinal);
        (await other.GetAsync(location)).ExpectProblem(404, "notFound");
        Assert.Empty((await other.GetAsync("/api/erasures")).Expect(200)["items"]!.AsArray());
        Assert.DoesNotContain("ann@example.net", api.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherTenantsContact_WithTheSameIdAndAddress_Stays()
    {
        await using var api = await TestApi.StartAsync();
        var (admin, other) = (await api.NewTenantAsync(), await api.NewTenantAsync("Other"));
        var (path, _) = await NewRunAsync(api, other);
        await NewContactAsync(admin, "c1", "someone1@example.net");
        await NewContactAsync(other, "c1", "someone1@example.net");

        await DeleteAsync(admin, "c1");

        (await other.GetAsync("/api/contacts/c1")).Expect(200);
        Assert.Equal("someone1@example.net", (await other.GetAsync($"{path}/messages")).Expect(200)["items"]![1]!.Text("address"));
    }

    [Fact]
    public async Task Contact_CreatedAnewAndErasedAgain_HasAPseudonymForEachLife()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var (first, _) = await NewRunAsync(api, admin);
        await NewContactAsync(admin, "c1", "someone1@example.net");
        var one = (await admin.GetAsync((await DeleteAsync(admin, "c1")).Headers["Location"])).Expect(200);
        await NewContactAsync(admin, "c1", "someone1@example.net");
        var (second, _) = await NewRunAsync(api, admin);

        var two = (await admin.GetAsync((await DeleteAsync(admin, "c1")).Headers["Location"])).Expect(200);

        Assert.NotEqual(one.Text("pseudonym"), two.Text("pseudonym"));
        Assert.Equal(one.Text("pseudonym"), (await admin.GetAsync($"{first}/messages")).Expect(200)["items"]![1]!.Text("address"));
        Assert.Equal(two.Text("pseudonym"), (await admin.GetAsync($"{second}/messages")).Expect(200)["items"]![1]!.Text("address"));
        (await admin.DeleteAsync("/api/contacts/c1")).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task DeletedContact_LeavesListsAndTheSandbox()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var (_, run) = await NewRunAsync(api, admin);
        await NewContactAsync(admin, "c1", "someone1@example.net");
        await NewContactAsync(admin, "c2", "someone2@example.net");
        var list = (await admin.PostAsync("/api/audiences", new JsonObject { ["name"] = "VIP", ["contacts"] = new JsonArray("c1", "c2") }))
            .Expect(201)
            .Id();
        foreach (var index in new[] { 1, 2 })
        {
            await api.Get<ISandboxOutbox>()
                .AddAsync(
                    new(
                        run.TenantId,
                        new MessageId(run.Id, 0, index),
                        ChannelKind.Email,
                        "a1",
                        $"someone{index}@example.net",
                        new RenderedCreative("Hi", "Hi", null),
                        run.StartedAt
                    ),
                    default
                );
        }

        await DeleteAsync(admin, "c1");

        Assert.Equal(
            ["c2"],
            (await admin.GetAsync($"/api/audiences/{list}/members")).Expect(200)["items"]!
                .AsArray()
                .Select(member => member!.GetValue<string>())
        );
        Assert.Equal(
            "someone2@example.net",
            Assert.Single((await admin.GetAsync("/api/sandbox/messages")).Expect(200)["items"]!.AsArray())!.Text("to")
        );
        Assert.Empty(await api.Get<IErasureStore>().ListOpenAsync(run.TenantId, 10, default));
    }

    private static Task<Answer> DeleteAsync(ApiClient admin, string contact) => DeletedAsync(admin.DeleteAsync($"/api/contacts/{contact}"));

    private static async Task<Answer> DeletedAsync(Task<Answer> deleting)
    {
        var answer = await deleting;
        answer.Expect(204);
        return answer;
    }

    private static async Task NewContactAsync(ApiClient admin, string id, string email) =>
        (await admin.PutAsync($"/api/contacts/{id}", new JsonObject { ["addresses"] = new JsonObject { ["email"] = email } })).Expect(201);

    /// <summary>A run of someone0 to someone2, and where it is read.</summary>
    private static async Task<(string Path, Run Run)> NewRunAsync(TestApi api, ApiClient admin)
    {
        var task = (await admin.NewTaskAsync()).Id();
        var run = await LedgerFill.OpenAsync(api, task);
        return ($"/api/tasks/{task}/runs/{run.Id}", run);
    }
}
