using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Audiences;

public sealed class AudienceEndpointTests
{
    [Fact]
    public async Task Preview_OfBuyers_ShowsTheWholeWaterfall()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await ContactAsync(admin, "buyer", "buyer@example.net");
        await ContactAsync(admin, "twice", "twice@example.net");
        await ContactAsync(admin, "sharer", "BUYER@example.net");
        await ContactAsync(admin, "owner", "owner@example.net");
        await ContactAsync(admin, "optedOut", "no@example.net", "unsubscribed");
        await ContactAsync(admin, "silent", email: null);
        foreach (var contact in new[] { "buyer", "twice", "sharer", "owner", "optedOut", "silent", "stranger" })
        {
            await OrderAsync(admin, $"{contact}-1", contact, "p1");
        }

        await OrderAsync(admin, "twice-2", "twice", "p2");
        await OrderAsync(admin, "owner-2", "owner", "p9", at: "2020-01-01T00:00:00Z");
        await OrderAsync(admin, "x1", "buyer", "p1", status: "failed");
        await OrderAsync(admin, "x2", "refunder", "p1", status: "refunded");
        await OrderAsync(admin, "x3", "early", "p1", at: "2025-12-31T23:59:59Z");
        await OrderAsync(admin, "x4", "german", "p1", country: "DE");

        var preview = (
            await admin.PostAsync(
                "/api/audiences/preview",
                new JsonObject
                {
                    ["channel"] = "email",
                    ["audience"] = new JsonObject { ["buyers"] = Buyers() },
                }
            )
        ).Expect(200);

        Assert.Equal(
            """{"matched":7,"duplicate":1,"noAddress":2,"noConsent":1,"suppressed":0,"ownsProduct":1,"capped":0,"planned":2}""",
            preview["waterfall"]!.ToJsonString()
        );
        Assert.Equal(2, preview["recipients"]!.AsArray().Count);
        Assert.True(preview["complete"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Refund_AndRepurchase_ChangeWhoOwns()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await ContactAsync(admin, "c1", "c1@example.net");
        await OrderAsync(admin, "o1", "c1", "p1");
        var ask = new JsonObject
        {
            ["channel"] = "email",
            ["audience"] = new JsonObject { ["buyers"] = Buyers() },
        };
        async Task<int> PlannedAsync() =>
            (await admin.PostAsync("/api/audiences/preview", ask.DeepClone())).Expect(200)["waterfall"]!["planned"]!.GetValue<int>();

        var before = await PlannedAsync();
        await OrderAsync(admin, "o9", "c1", "p9");
        var owns = await PlannedAsync();
        await OrderAsync(admin, "o9", "c1", "p9", status: "refunded");
        var refunded = await PlannedAsync();
        await OrderAsync(admin, "o10", "c1", "p9");
        var again = await PlannedAsync();

        Assert.Equal((1, 0, 1, 0), (before, owns, refunded, again));
    }

    [Fact]
    public async Task SamePerson_InThreeListsWrittenDifferently_GetsOneMessage()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        (await admin.PatchAsync("/api/settings", new JsonObject { ["country"] = "ru" })).Expect(200);
        await ContactAsync(admin, "c1", "Ann@Example.net", phone: "8 916 123-45-67");
        await ContactAsync(admin, "c2", " ann@example.NET ", phone: "+7 (916) 123 45 67");
        List<string> lists = [];
        foreach (var (channel, address) in new[] { ("sms", "89161234567"), ("sms", " +7 916 1234567"), ("email", "ANN@example.net") })
        {
            var list = (await admin.PostAsync("/api/audiences", new JsonObject { ["name"] = "A list", ["contacts"] = new JsonArray("c1") }))
                .Expect(201)
                .Id();
            var members = (
                await admin.PostAsync(
                    $"/api/audiences/{list}/members",
                    new JsonObject { ["channel"] = channel, ["addresses"] = $"{address}\nnobody@example.net" }
                )
            ).Expect(200);
            Assert.Single(members["unknown"]!.AsArray());
            lists.Add(list);
        }

        var any = new JsonObject { ["any"] = new JsonArray([.. lists.Select(list => new JsonObject { ["list"] = list })]) };
        foreach (var channel in new[] { "sms", "email" })
        {
            var preview = (
                await admin.PostAsync(
                    "/api/audiences/preview",
                    new JsonObject
                    {
                        ["channel"] = channel,
                        ["audience"] = new JsonObject { ["segment"] = any.DeepClone() },
                    }
                )
            ).Expect(200);
            Assert.Equal((2, 1, 1), (Of(preview, "matched"), Of(preview, "duplicate"), Of(preview, "planned")));
        }
    }

    [Fact]
    public async Task Segment_SavedAndUsedInATask_IsCheckedAndShown()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        var rule = new JsonObject
        {
            ["all"] = new JsonArray(
                new JsonObject
                {
                    ["attribute"] = new JsonObject { ["name"] = "city", ["is"] = "Paris" },
                },
                new JsonObject
                {
                    ["not"] = new JsonObject
                    {
                        ["bought"] = new JsonObject { ["products"] = new JsonArray("p1"), ["from"] = "2026-01-01" },
                    },
                }
            ),
        };

        var saved = (await admin.PostAsync("/api/audiences", new JsonObject { ["name"] = "Parisians", ["segment"] = rule })).Expect(201);
        var task = await admin.NewTaskAsync(Bodies.Draft().With("audience", new JsonObject { ["audienceId"] = saved.Id() }));

        Assert.Equal("segment", saved.Text("kind"));
        Assert.Equal(saved.Id(), task["audience"]!.Text("audienceId"));
        (await admin.DeleteAsync($"/api/audiences/{saved.Id()}")).ExpectProblem(409, "audienceInUse");
        (await admin.PostAsync($"/api/tasks/{task.Id()}/cancel")).Expect(200);
        (await admin.DeleteAsync($"/api/audiences/{saved.Id()}")).Expect(204);
    }

    [Fact]
    public async Task Rules_WithFaults_AreReportedByPlace()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        JsonObject Leaf(string name, JsonNode value) => new() { [name] = value };

        var answer = await admin.PostAsync(
            "/api/audiences",
            new JsonObject
            {
                ["name"] = "Wrong",
                ["segment"] = Leaf(
                    "all",
                    new JsonArray(
                        new JsonObject(),
                        Leaf("attribute", new JsonObject { ["name"] = "city" }),
                        Leaf("countries", new JsonArray("ZZ")),
                        Leaf("bought", new JsonObject { ["from"] = "2026-02-01", ["to"] = "2026-01-01" }),
                        Leaf("spend", new JsonObject { ["atLeast"] = 5, ["atMost"] = 1 })
                    )
                ),
            }
        );

        string[] places =
        [
            "segment.all[0]",
            "segment.all[1].attribute",
            "segment.all[2].countries[0]",
            "segment.all[3].bought.products",
            "segment.all[3].bought.to",
            "segment.all[4].spend.atMost",
        ];
        Assert.All(places, place => Assert.NotEmpty(answer.ExpectInvalid(place)));
        (await admin.PostAsync("/api/audiences", new JsonObject { ["name"] = "X", ["segment"] = Leaf("list", "nowhere") })).ExpectInvalid(
            "segment"
        );
    }

    [Fact]
    public async Task OtherTenants_CannotUseAnAudience()
    {
        await using var api = await TestApi.StartAsync();
        var (admin, other) = (await api.NewTenantAsync(), await api.NewTenantAsync("Other"));
        await other.NewAccountAsync();
        var list = (await admin.PostAsync("/api/audiences", new JsonObject { ["name"] = "VIP", ["contacts"] = new JsonArray() }))
            .Expect(201)
            .Id();

        (await other.GetAsync($"/api/audiences/{list}")).ExpectProblem(404, "notFound");
        (await other.PostAsync($"/api/audiences/{list}/members", new JsonObject { ["add"] = new JsonArray("c1") })).ExpectProblem(
            404,
            "notFound"
        );
        (await other.PostAsync("/api/tasks", Bodies.Draft().With("audience", new JsonObject { ["audienceId"] = list }))).ExpectInvalid(
            "audience.audienceId"
        );
        Assert.Empty((await other.GetAsync("/api/audiences")).Expect(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task Members_InPages_ComeOnce()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var ids = new JsonArray([.. Enumerable.Range(0, 25).Select(i => (JsonNode)$"c{i}")]);
        var list = (await admin.PostAsync("/api/audiences", new JsonObject { ["name"] = "VIP", ["contacts"] = ids })).Expect(201).Id();
        (await admin.PostAsync($"/api/audiences/{list}/members", new JsonObject { ["remove"] = new JsonArray("c3", "c4") })).Expect(200);

        List<string> seen = [];
        for (var path = $"/api/audiences/{list}/members?limit=10"; path.Length > 0; )
        {
            var page = (await admin.GetAsync(path)).Expect(200);
            seen.AddRange(page["items"]!.AsArray().Select(item => item!.GetValue<string>()));
            path = page["next"] is { } next ? $"/api/audiences/{list}/members?limit=10&cursor={next}" : "";
        }

        Assert.Equal(Enumerable.Range(0, 25).Where(i => i is not (3 or 4)).Select(i => $"c{i}").Order(), seen.Order());
    }

    private static JsonObject Buyers() =>
        new()
        {
            ["products"] = new JsonArray("p1", "p2"),
            ["salesPeriod"] = new JsonObject { ["from"] = "2026-01-01", ["to"] = "2026-04-01" },
            ["salesStatus"] = new JsonArray("successful"),
            ["countries"] = new JsonArray("FR"),
            ["skipOwnersOf"] = new JsonArray("p9"),
        };

    private static int Of(JsonNode preview, string part) => preview["waterfall"]![part]!.GetValue<int>();

    private static async Task ContactAsync(ApiClient admin, string id, string? email, string? consent = null, string? phone = null)
    {
        var contact = new JsonObject
        {
            ["addresses"] = new JsonObject { ["email"] = email, ["phone"] = phone },
        };
        if (consent is not null)
        {
            contact["consent"] = new JsonObject { ["email"] = new JsonObject { ["status"] = consent } };
        }

        (await admin.PutAsync($"/api/contacts/{id}", contact)).Expect(201);
    }

    private static async Task OrderAsync(
        ApiClient admin,
        string id,
        string contact,
        string product,
        string status = "successful",
        string country = "FR",
        string at = "2026-02-03T10:00:00Z"
    ) =>
        (
            await admin.PostAsync(
                "/api/orders",
                new JsonObject
                {
                    ["id"] = id,
                    ["contact"] = contact,
                    ["at"] = at,
                    ["status"] = status,
                    ["country"] = country,
                    ["items"] = new JsonArray(new JsonObject { ["product"] = product }),
                }
            )
        ).Expect(200);
}
