using System.Text;
using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Runs;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Tests.Suppressions;

public sealed class SuppressionEndpointTests
{
    private const string Path = "/api/suppressions";

    [Fact]
    public async Task Suppression_AddedByHand_IsListedShownOnTheContactAndLifted()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("ann", "Ann@example.net", consent: null);

        var added = await admin.PostAsync(Path, new JsonObject { ["channel"] = "email", ["address"] = "ann@Example.net" });

        Assert.Equal(("email", "manual", "api"), (added.Expect(201).Text("channel"), added.Json.Text("reason"), added.Json.Text("source")));
        Assert.Single((await admin.GetAsync(Path)).Expect(200)["items"]!.AsArray());
        Assert.Single((await admin.GetAsync($"{Path}?channel=email&address=ANN@example.net")).Expect(200)["items"]!.AsArray());
        Assert.Empty((await admin.GetAsync($"{Path}?channel=sms")).Expect(200)["items"]!.AsArray());
        Assert.Equal("manual", (await admin.GetAsync("/api/contacts/ann")).Expect(200)["suppressions"]!["email"]!.Text("reason"));
        Assert.Equal("manual", (await admin.GetAsync("/api/contacts")).Expect(200)["items"]![0]!["suppressions"]!["email"]!.Text("reason"));

        (await admin.DeleteAsync($"{Path}/email/ann%40example.net")).Expect(204);

        (await admin.DeleteAsync($"{Path}/email/ann%40example.net")).ExpectProblem(404, "notFound");
        Assert.Empty((await admin.GetAsync(Path)).Expect(200)["items"]!.AsArray());
        Assert.Empty((await admin.GetAsync("/api/contacts/ann")).Expect(200)["suppressions"]!.AsObject());
    }

    [Theory]
    [InlineData("webhook", "https://example.net/in?a=1")]
    [InlineData("email", "a/b+c%d@example.net")]
    [InlineData("sms", "+14255550123")]
    [InlineData("telegram", "@ann_lee")]
    public async Task Suppression_OfAnyAddress_IsLiftedAtItsLocation(string channel, string address)
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var admin = await api.NewTenantAsync();
        var added = await admin.PostAsync(Path, new JsonObject { ["channel"] = channel, ["address"] = address });
        Assert.Equal(address, added.Expect(201).Text("address"));

        (await admin.DeleteAsync(added.Headers["Location"])).Expect(204);

        Assert.Empty((await admin.GetAsync(Path)).Expect(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task Suppression_WithFaults_NamesEachField()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var admin = await api.NewTenantAsync();

        (await admin.PostAsync(Path, new JsonObject { ["address"] = "ann@example.net" })).ExpectInvalid("channel");
        (await admin.PostAsync(Path, new JsonObject { ["channel"] = "email" })).ExpectInvalid("address");
        (await admin.PostAsync(Path, new JsonObject { ["channel"] = "sms", ["address"] = "ann@example.net" })).ExpectInvalid("address");
        (await admin.GetAsync($"{Path}?address=ann@example.net")).ExpectInvalid("channel");
        (await admin.GetAsync($"{Path}?channel=sms&address=ann")).ExpectInvalid("address");
    }

    [Fact]
    public async Task SuppressedAddress_IsCountedInTheWaterfall_AndExplained()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("ann", "ann@example.net", consent: null);
        var body = new JsonObject
        {
            ["channel"] = "email",
            ["address"] = "ann@example.net",
            ["reason"] = "complaint",
        };
        (await admin.PostAsync(Path, body)).Expect(201);
        var task = (await admin.NewTaskAsync()).Id();

        var why = (await admin.GetAsync($"/api/contacts/ann/why?task={task}")).Expect(200);

        Assert.Equal((1, 1), await PlannedAndAsync(admin, "suppressed"));
        var gate = why["gates"]!.AsArray().Single(gate => gate!.Text("gate") is "suppression")!;
        Assert.StartsWith("suppressed: complaint by api on ", gate.Text("reason"), StringComparison.Ordinal);
        Assert.Contains("suppressed: complaint", why.Text("answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OptOut_OfOneOfTwoWhoShareAMailbox_HoldsForBoth_InPreviewAndGate()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("ann", "home@example.net", consent: null);
        await admin.NewContactAsync("bob", "Home@example.net", consent: "unsubscribed");
        var task = (await admin.NewTaskAsync(Bodies.Draft().With("audience", List("home@example.net")))).Id();

        foreach (var audience in new[] { List("home@example.net"), Everybody() })
        {
            var waterfall = await PreviewAsync(admin, audience);
            Assert.Equal(0, waterfall["planned"]!.GetValue<int>());
            Assert.Equal(waterfall["matched"]!.GetValue<int>(), waterfall["noConsent"]!.GetValue<int>());
        }

        foreach (var contact in new[] { "ann", "bob" })
        {
            var why = (await admin.GetAsync($"/api/contacts/{contact}/why?task={task}")).Expect(200);
            Assert.Contains("unsubscribed: by api on ", why.Text("answer"), StringComparison.Ordinal);
            Assert.Equal(
                "unsubscribed",
                (await admin.GetAsync($"/api/contacts/{contact}")).Expect(200)["consent"]!["email"]!.Text("status")
            );
        }
    }

    [Fact]
    public async Task Contact_ThatMovesToAnAddressThatOptedOut_IsNotReached_UntilTheAddressSaysYes()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("bob", "home@example.net", consent: "unsubscribed");
        await admin.NewContactAsync("ann", "ann@example.net", consent: "subscribed");
        Assert.Equal(1, (await PreviewAsync(admin, Everybody()))["planned"]!.GetValue<int>());

        await PatchAsync(admin, "ann", new JsonObject { ["addresses"] = new JsonObject { ["email"] = "home@example.net" } });
        Assert.Equal(0, (await PreviewAsync(admin, Everybody()))["planned"]!.GetValue<int>());

        var yes = new JsonObject
        {
            ["email"] = new JsonObject { ["status"] = "subscribed", ["source"] = "form" },
        };
        await PatchAsync(admin, "ann", new JsonObject { ["consent"] = yes });
        Assert.Equal(1, (await PreviewAsync(admin, Everybody()))["planned"]!.GetValue<int>());
    }

    [Fact]
    public async Task Report_OfAHardBounce_SuppressesTheAddress_AndALaterDeliveryLiftsIt()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var admin = await api.NewTenantAsync();
        var (run, hook) = await SentAsync(api, admin);

        await CallAsync(api, hook, $"{new MessageId(run, 0, 0)} Failed HardBounce");

        var item = Assert.Single((await admin.GetAsync(Path)).Expect(200)["items"]!.AsArray())!;
        Assert.Equal(
            ("email", "someone0@example.net", "hardBounce", "plain"),
            (item.Text("channel"), item.Text("address"), item.Text("reason"), item.Text("source"))
        );

        await CallAsync(api, hook, $"{new MessageId(run, 0, 1)} Delivered SOMEONE0@example.net");
        Assert.Empty((await admin.GetAsync(Path)).Expect(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task Report_OfAFailureAfterADelivery_OrWithoutAVerdict_SuppressesNothing()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var admin = await api.NewTenantAsync();
        var (run, hook) = await SentAsync(api, admin);

        await CallAsync(api, hook, $"{new MessageId(run, 0, 0)} Delivered\n{new MessageId(run, 0, 1)} Failed");
        await CallAsync(api, hook, $"{new MessageId(run, 0, 0)} Failed InvalidAddress");

        Assert.Empty((await admin.GetAsync(Path)).Expect(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task Complaint_StaysAfterADelivery()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var admin = await api.NewTenantAsync();
        var (run, hook) = await SentAsync(api, admin);
        await CallAsync(api, hook, $"{new MessageId(run, 0, 0)} Failed Complaint");

        await CallAsync(api, hook, $"{new MessageId(run, 0, 1)} Delivered someone0@example.net");

        Assert.Single((await admin.GetAsync(Path)).Expect(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task ErasedContacts_Suppression_StaysWithoutTheAddress()
    {
        await using var api = await TestApi.StartAsync(settings: TestApi.PublicAddress);
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("ann", "ann@example.net", consent: null);
        (await admin.PostAsync(Path, new JsonObject { ["channel"] = "email", ["address"] = "ann@example.net" })).Expect(201);

        (await admin.DeleteAsync("/api/contacts/ann")).Expect(204);

        Assert.Empty((await admin.GetAsync(Path)).Expect(200)["items"]!.AsArray());
        Assert.Single((await admin.GetAsync($"{Path}?channel=email&address=ann@example.net")).Expect(200)["items"]!.AsArray());
        (await admin.DeleteAsync($"{Path}/email/ann@example.net")).Expect(204);
    }

    private static JsonObject List(string list) => new() { ["list"] = list };

    private static JsonObject Everybody() =>
        new() { ["segment"] = new JsonObject { ["not"] = new JsonObject { ["countries"] = new JsonArray("ZW") } } };

    private static async Task<(int Planned, int Lost)> PlannedAndAsync(ApiClient admin, string loss)
    {
        var waterfall = await PreviewAsync(admin, List("ann@example.net\nbob@example.net"));
        return (waterfall["planned"]!.GetValue<int>(), waterfall[loss]!.GetValue<int>());
    }

    private static async Task<JsonNode> PreviewAsync(ApiClient admin, JsonObject audience)
    {
        var body = new JsonObject { ["channel"] = "email", ["audience"] = audience };
        return (await admin.PostAsync("/api/audiences/preview", body)).Expect(200)["waterfall"]!;
    }

    private static async Task PatchAsync(ApiClient admin, string contact, JsonObject change) =>
        (await admin.PatchAsync($"/api/contacts/{contact}", change)).Expect(200);

    private static async Task<(CampaignTasks.Domain.Tasks.RunId Run, string Hook)> SentAsync(TestApi api, ApiClient admin)
    {
        var task = (await admin.NewTaskAsync()).Id();
        var account = (await admin.GetAsync("/api/channel-accounts")).Json["items"]![0]!;
        var run = await LedgerFill.OpenAsync(api, task);
        foreach (var index in new[] { 0, 1, 2 })
        {
            await LedgerFill.SettleAsync(api, run, 0, index, MessageState.Sent);
        }

        return (run.Id, new Uri(account.Text("webhookUrl")).PathAndQuery);
    }

    private static async Task CallAsync(TestApi api, string hook, string body) =>
        (await api.Client(key: null).SendAsync(HttpMethod.Post, hook, new StringContent(body, Encoding.UTF8, "text/plain"))).Expect(200);
}
