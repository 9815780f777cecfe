using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Contacts;

public sealed class ContactEndpointTests
{
    [Fact]
    public async Task Put_NewContact_NormalizesAndAnswersIt()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var answer = await admin.PutAsync(
            "/api/contacts/crm:42",
            new JsonObject
            {
                ["addresses"] = new JsonObject
                {
                    ["email"] = " Ann@Example.NET ",
                    ["phone"] = "06 12 34 56 78",
                    ["whatsapp"] = "+14255550123",
                    ["telegram"] = "t.me/ann_smith",
                },
                ["attributes"] = new JsonObject
                {
                    ["firstName"] = "Ann",
                    ["points"] = 12.5,
                    ["vip"] = true,
                },
                ["country"] = "fr",
                ["timeZone"] = "Europe/Paris",
                ["language"] = "fr-FR",
                ["consent"] = new JsonObject
                {
                    ["email"] = new JsonObject
                    {
                        ["status"] = "subscribed",
                        ["source"] = "shop",
                        ["at"] = "2026-01-01T10:00:00+01:00",
                    },
                },
            }
        );

        var contact = answer.Expect(201);
        Assert.Equal("/api/contacts/crm%3A42", answer.Headers["Location"]);
        Assert.Equal(
            """{"email":"Ann@example.net","sms":"+33612345678","whatsapp":"+14255550123","telegram":"@ann_smith"}""",
            contact["addresses"]!.ToJsonString().Replace("\\u002B", "+", StringComparison.Ordinal)
        );
        Assert.Equal("""{"firstName":"Ann","points":12.5,"vip":true}""", contact["attributes"]!.ToJsonString());
        Assert.Equal(("FR", "Europe/Paris", "fr-FR"), (contact.Text("country"), contact.Text("timeZone"), contact.Text("language")));
        Assert.Equal(
            """{"status":"subscribed","source":"shop","at":"2026-01-01T09:00:00Z"}""",
            contact["consent"]!["email"]!.ToJsonString()
        );
        Assert.Equal(contact.ToJsonString(), (await admin.GetAsync("/api/contacts/crm:42")).Expect(200).ToJsonString());
    }

    [Fact]
    public async Task Post_OfAKnownContact_ChangesWhatIsGiven()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var full = new JsonObject
        {
            ["id"] = "c1",
            ["addresses"] = new JsonObject { ["email"] = "ann@example.net", ["vk"] = "123" },
            ["attributes"] = new JsonObject { ["a"] = 1, ["b"] = 2 },
            ["country"] = "FR",
        };
        (await admin.PostAsync("/api/contacts", full)).Expect(201);

        var changed = (
            await admin.PostAsync(
                "/api/contacts",
                new JsonObject
                {
                    ["id"] = "c1",
                    ["addresses"] = new JsonObject { ["vk"] = null },
                    ["attributes"] = new JsonObject { ["b"] = null, ["c"] = "x" },
                    ["country"] = null,
                }
            )
        ).Expect(200);
        var replaced = (await admin.PutAsync("/api/contacts/c1", new JsonObject { ["country"] = "DE" })).Expect(200);

        Assert.Equal("""{"email":"ann@example.net"}""", changed["addresses"]!.ToJsonString());
        Assert.Equal("""{"a":1,"c":"x"}""", changed["attributes"]!.ToJsonString());
        Assert.Null(changed["country"]);
        Assert.Equal(
            ("{}", "{}", "DE"),
            (replaced["addresses"]!.ToJsonString(), replaced["attributes"]!.ToJsonString(), replaced.Text("country"))
        );
    }

    [Fact]
    public async Task Put_ManyFaults_TellsThemAllByField()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var answer = await admin.PutAsync(
            "/api/contacts/c%20x",
            new JsonObject
            {
                ["addresses"] = new JsonObject
                {
                    ["email"] = "nobody",
                    ["pigeon"] = "x",
                    ["phone"] = "12",
                },
                ["attributes"] = new JsonObject
                {
                    ["first name"] = "Ann",
                    ["list"] = new JsonArray(),
                    ["long"] = new string('x', 1001),
                },
                ["country"] = "XX",
                ["timeZone"] = "europe/paris",
                ["language"] = "french!",
                ["consent"] = new JsonObject { ["email"] = new JsonObject { ["at"] = "yesterday" } },
            }
        );

        string[] fields =
        [
            "id",
            "addresses.email",
            "addresses.pigeon",
            "addresses.phone",
            "attributes.first name",
            "attributes.list",
            "attributes.long",
            "country",
            "timeZone",
            "language",
            "consent.email.status",
            "consent.email.at",
        ];
        Assert.All(fields, field => Assert.NotEmpty(answer.ExpectInvalid(field)));
    }

    [Fact]
    public async Task Patch_WithAnOldTag_IsRefused()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var tag = (await admin.PutAsync("/api/contacts/c1", new JsonObject())).Headers["ETag"];
        (await admin.PatchAsync("/api/contacts/c1", new JsonObject { ["country"] = "FR" }, ("If-Match", tag))).Expect(200);

        (await admin.PatchAsync("/api/contacts/c1", new JsonObject { ["country"] = "DE" }, ("If-Match", tag))).ExpectProblem(
            412,
            "preconditionFailed"
        );
        (await admin.PatchAsync("/api/contacts/none", new JsonObject())).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task Consent_OlderThanAnOptOut_DoesNotUndoIt()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        static JsonObject Said(string status, string? at) =>
            new()
            {
                ["consent"] = new JsonObject
                {
                    ["phone"] = new JsonObject { ["status"] = status, ["at"] = at },
                },
            };

        await admin.PutAsync("/api/contacts/c1", Said("unsubscribed", "2026-05-01T00:00:00Z"));
        var late = (await admin.PatchAsync("/api/contacts/c1", Said("subscribed", "2026-04-01T00:00:00Z"))).Expect(200);
        var back = (await admin.PatchAsync("/api/contacts/c1", Said("subscribed", at: null))).Expect(200);

        Assert.Equal(
            ("unsubscribed", "unsubscribed"),
            (late["consent"]!["sms"]!.Text("status"), late["consent"]!["whatsapp"]!.Text("status"))
        );
        Assert.Equal("subscribed", back["consent"]!["sms"]!.Text("status"));
    }

    [Fact]
    public async Task OtherTenants_SeeNoContact()
    {
        await using var api = await TestApi.StartAsync();
        var (admin, other) = (await api.NewTenantAsync(), await api.NewTenantAsync("Other"));
        (await admin.PutAsync("/api/contacts/c1", new JsonObject())).Expect(201);

        (await other.GetAsync("/api/contacts/c1")).ExpectProblem(404, "notFound");
        (await other.DeleteAsync("/api/contacts/c1")).ExpectProblem(404, "notFound");
        Assert.Empty((await other.GetAsync("/api/contacts")).Expect(200)["items"]!.AsArray());
        Assert.Single((await admin.GetAsync("/api/contacts?limit=1")).Expect(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task Delete_ByAnOperator_EndsIt()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        (await admin.PutAsync("/api/contacts/c1", new JsonObject())).Expect(201);
        var viewer = await api.NewKeyAsync(admin, Role.Viewer);

        (await viewer.DeleteAsync("/api/contacts/c1")).ExpectProblem(403, "forbidden");
        (await admin.DeleteAsync("/api/contacts/c1")).Expect(204);

        (await admin.GetAsync("/api/contacts/c1")).ExpectProblem(404, "notFound");
    }
}
