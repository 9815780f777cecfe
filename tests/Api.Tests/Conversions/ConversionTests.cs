using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Api.Tests.Conversions;

public sealed class ConversionTests
{
    private static readonly DateTimeOffset Sent = new(2026, 11, 10, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Order_WithinTheWindow_CountsForTheLastMessageBeforeIt()
    {
        await using var scene = await Scene.StartAsync();
        await scene.SendAsync("c1", scene.First, Sent);
        await scene.SendAsync("c1", scene.Second, Sent.AddDays(2));
        await scene.SendAsync("c2", scene.First, Sent);

        await scene.OrderAsync("early", "c1", Sent.AddHours(-1), 1);
        await scene.OrderAsync("o1", "c1", Sent.AddDays(1), 10);
        await scene.OrderAsync("o2", "c1", Sent.AddDays(3), 20);
        await scene.OrderAsync("o3", "c1", Sent.AddDays(7), 30);
        await scene.OrderAsync("late", "c1", Sent.AddDays(7).AddSeconds(1), 40);
        await scene.OrderAsync("o4", "c2", Sent.AddDays(5), 2.50m, currency: "USD");
        await scene.OrderAsync("other", "c3", Sent.AddDays(1), 99);

        Assert.Equal("""{"converted":2,"revenue":{"EUR":10,"USD":2.50}}""", await scene.ConversionsAsync(scene.First));
        Assert.Equal("""{"converted":2,"revenue":{"EUR":50}}""", await scene.ConversionsAsync(scene.Second));
        var campaign = (await scene.Admin.GetAsync("/api/conversions?campaign=spring")).Expect(200);
        Assert.Equal(
            (4, 60m, 2),
            (campaign["converted"]!.GetValue<int>(), campaign["revenue"]!["EUR"]!.GetValue<decimal>(), campaign["tasks"]!.AsArray().Count)
        );
        var listed = (await scene.Admin.GetAsync("/api/tasks")).Expect(200)["items"]!.AsArray();
        Assert.Equal([2, 2], listed.Select(task => task!["conversions"]!["converted"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Order_SubmittedAgainLateRefundedAndPaidAgain_CountsOnceAsItStands()
    {
        await using var scene = await Scene.StartAsync();
        await scene.SendAsync("c1", scene.First, Sent);

        await scene.OrderAsync("o1", "c1", Sent.AddDays(1), 10, "pending", version: 1);
        var pending = await scene.ConversionsAsync(scene.First);
        await scene.OrderAsync("o1", "c1", Sent.AddDays(1), 10, version: 2);
        await scene.OrderAsync("o1", "c1", Sent.AddDays(1), 10, version: 2);
        await scene.OrderAsync("o1", "c1", Sent.AddDays(1), 77, version: 1);
        var paid = await scene.ConversionsAsync(scene.First);
        await scene.OrderAsync("o1", "c1", Sent.AddDays(1), 10, "refunded", version: 3);
        var refunded = await scene.ConversionsAsync(scene.First);
        await scene.OrderAsync("o1", "c1", Sent.AddDays(1), 12, version: 4);

        Assert.Equal("""{"converted":0,"revenue":{}}""", pending);
        Assert.Equal("""{"converted":1,"revenue":{"EUR":10}}""", paid);
        Assert.Equal("""{"converted":0,"revenue":{}}""", refunded);
        Assert.Equal("""{"converted":1,"revenue":{"EUR":12}}""", await scene.ConversionsAsync(scene.First));
    }

    [Fact]
    public async Task Attribution_OnceMade_Stays_AndErasureLeavesTheTotals()
    {
        await using var scene = await Scene.StartAsync();
        (await scene.Admin.PutAsync("/api/contacts/c1", new JsonObject())).Expect(201);
        await scene.SendAsync("c1", scene.First, Sent);
        await scene.OrderAsync("o1", "c1", Sent.AddDays(4), 10, version: 1);
        (await scene.Admin.PatchAsync("/api/settings", new JsonObject { ["attributionWindow"] = "P1D" })).Expect(200);

        await scene.OrderAsync("o1", "c1", Sent.AddDays(4), 15, version: 2);
        await scene.OrderAsync("o2", "c1", Sent.AddDays(4), 99);
        var kept = await scene.ConversionsAsync(scene.First);
        (await scene.Admin.DeleteAsync("/api/contacts/c1")).Expect(204);
        await scene.OrderAsync("o3", "c1", Sent.AddHours(1), 5);

        Assert.Equal("""{"converted":1,"revenue":{"EUR":15}}""", kept);
        Assert.Equal(kept, await scene.ConversionsAsync(scene.First));
    }

    [Fact]
    public async Task Order_Deleted_NoLongerCounts()
    {
        await using var scene = await Scene.StartAsync();
        await scene.SendAsync("c1", scene.First, Sent);
        await scene.OrderAsync("o1", "c1", Sent.AddDays(1), 10);
        await scene.OrderAsync("o2", "c1", Sent.AddDays(1), 20);

        (await scene.Admin.DeleteAsync("/api/orders/o1")).Expect(204);

        Assert.Equal("""{"converted":1,"revenue":{"EUR":20}}""", await scene.ConversionsAsync(scene.First));
    }

    [Fact]
    public async Task File_OfOrders_IsAttributedLikeSingleOnes()
    {
        await using var scene = await Scene.StartAsync();
        await scene.SendAsync("c1", scene.First, Sent);
        var file =
            "id,contact,at,status,product,quantity,price,currency\n"
            + "o1,c1,2026-11-11T00:00:00Z,successful,p1,2,10,EUR\no1,c1,2026-11-11T00:00:00Z,successful,p2,1,5,EUR\no2,c2,2026-11-11T00:00:00Z,successful,p1,1,1,EUR\n";

        for (var i = 0; i < 2; i++)
        {
            var content = new StringContent(file, System.Text.Encoding.UTF8, "text/csv");
            (await scene.Admin.SendAsync(HttpMethod.Post, "/api/orders/import", content)).Expect(202);
        }

        Assert.Equal("""{"converted":1,"revenue":{"EUR":25}}""", await scene.ConversionsAsync(scene.First));
    }

    [Fact]
    public async Task Campaign_MissingOrUnknownOrAnothers_IsRefused()
    {
        await using var scene = await Scene.StartAsync();
        var other = await scene.Api.NewTenantAsync("Other");

        (await scene.Admin.GetAsync("/api/conversions")).ExpectInvalid("campaign");
        (await scene.Admin.GetAsync("/api/conversions?campaign=Spring")).ExpectProblem(404, "notFound");
        (await other.GetAsync("/api/conversions?campaign=spring")).ExpectProblem(404, "notFound");
    }

    /// <summary>A tenant with two tasks of one campaign, and people who were sent their messages.</summary>
    private sealed class Scene : IAsyncDisposable
    {
        private int _messages;

        public required TestApi Api { get; init; }

        public required ApiClient Admin { get; init; }

        public required string TenantId { get; init; }

        public required string First { get; init; }

        public required string Second { get; init; }

        public static async Task<Scene> StartAsync()
        {
            var api = await TestApi.StartAsync();
            var admin = await api.NewTenantAsync("Acme");
            await admin.NewAccountAsync();
            var tenant = await api.Get<ITenantStore>().AllAsync(default).SingleAsync(one => one.Name == "Acme");
            var draft = Bodies.Draft().With("campaign", "spring");
            return new Scene
            {
                Api = api,
                Admin = admin,
                TenantId = tenant.Id,
                First = (await admin.NewTaskAsync((JsonObject)draft.DeepClone())).Id(),
                Second = (await admin.NewTaskAsync(draft)).Id(),
            };
        }

        /// <summary>a record of a message that left.</summary>
        public Task SendAsync(string contact, string task, DateTimeOffset at) =>
            Api.Get<ITouchStore>()
                .AddAsync(
                    TenantId,
                    [(contact, new Touch(new MessageId(RunId.From(TenantId, task, at), 0, _messages++), task, ChannelKind.Email, at))],
                    Sent.AddDays(-90),
                    default
                );

        public async Task OrderAsync(
            string id,
            string contact,
            DateTimeOffset at,
            decimal price,
            string status = "successful",
            string currency = "EUR",
            long? version = null
        ) =>
            (
                await Admin.PostAsync(
                    "/api/orders",
                    new JsonObject
                    {
                        ["id"] = id,
                        ["contact"] = contact,
                        ["at"] = at.ToString("O"),
                        ["status"] = status,
                        ["currency"] = currency,
                        ["version"] = version,
                        ["items"] = new JsonArray(new JsonObject { ["product"] = "p1", ["price"] = price }),
                    }
                )
            ).Expect(200);

        public async Task<string> ConversionsAsync(string task) =>
            (await Admin.GetAsync($"/api/tasks/{task}")).Expect(200)["conversions"]!.ToJsonString();

        public ValueTask DisposeAsync() => Api.DisposeAsync();
    }
}
