using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Creatives;

/// <summary>Saved creatives: create, read, list, change, delete.</summary>
public sealed class CreativeEndpointTests
{
    private const string Path = "/api/creatives";

    [Fact]
    public async Task Post_OfEverything_IsReadAsItWasGiven()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var body = Bodies
            .Creative()
            .With("html", "<style>p{color:red}</style><p>Hi {{ redirectUrl }}</p>")
            .With("text", null)
            .With("preheader", "For you")
            .With("imageUrl", "https://shop.example/boot.png")
            .With("redirectUrl", "https://shop.example/?e={{ email | url_encode }}")
            .With("inlineStyles", true)
            .With("languages", JsonNode.Parse("""{"fr":{"subject":"Bonjour"},"pt-BR":{"html":"<p>Olá</p>"}}"""));

        var answer = await admin.PostAsync(Path, body);

        var saved = answer.Expect(201);
        Assert.Equal($"{Path}/{saved.Id()}", answer.Headers["Location"]);
        Assert.Equal((1, 0), ((int)saved["version"]!, (int)saved["useCount"]!));
        foreach (var (name, value) in body)
        {
            if (name is "languages")
            {
                Assert.Equal("Bonjour", saved["languages"]!["fr"]!.Text("subject"));
                Assert.Null(saved["languages"]!["fr"]!["html"]);
                Assert.Equal("<p>Olá</p>", saved["languages"]!["pt-BR"]!.Text("html"));
                continue;
            }

            Assert.True(JsonNode.DeepEquals(value, saved[name]), $"{name}: {saved[name]?.ToJsonString()}");
        }

        var read = await admin.GetAsync($"{Path}/{saved.Id()}");
        Assert.Equal(saved.ToJsonString(), read.Expect(200).ToJsonString());
        Assert.Equal(answer.Headers["ETag"], read.Headers["ETag"]);
    }

    [Fact]
    public async Task Post_AgainWithTheSameKey_SavesOne()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var first = (await admin.PostAsync(Path, Bodies.Creative(), ("Idempotency-Key", "k1"))).Expect(201);
        var again = (await admin.PostAsync(Path, Bodies.Creative(), ("Idempotency-Key", "k1"))).Expect(201);

        Assert.Equal(first.Id(), again.Id());
        Assert.Single((await admin.GetAsync(Path)).Expect(200)["items"]!.AsArray());
        (await admin.PostAsync(Path, Bodies.Creative().With("name", "Other"), ("Idempotency-Key", "k1"))).Expect(422);
    }

    [Fact]
    public async Task Patch_OfContent_IsANewVersion_AndOfTheNameIsNot()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = (await admin.NewCreativeAsync()).Id();

        var renamed = (await admin.PatchAsync($"{Path}/{id}", new JsonObject { ["name"] = "Other" })).Expect(200);
        var changed = (await admin.PatchAsync($"{Path}/{id}", new JsonObject { ["subject"] = "Other" })).Expect(200);
        var same = (await admin.PatchAsync($"{Path}/{id}", new JsonObject { ["subject"] = "Other" })).Expect(200);

        Assert.Equal([1, 2, 2], new[] { renamed, changed, same }.Select(answer => (int)answer["version"]!));
        Assert.Equal(("Other", "Other"), (changed.Text("name"), changed.Text("subject")));
        Assert.Equal("Hi {{ firstName | default: 'there' }}", changed.Text("text"));
    }

    [Fact]
    public async Task Patch_OfNull_RemovesThePart()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var body = Bodies.Creative().With("html", "<p>Hi</p>").With("languages", JsonNode.Parse("""{"fr":{"subject":"Bonjour"}}"""));
        var id = (await admin.PostAsync(Path, body)).Expect(201).Id();

        var changed = (await admin.PatchAsync($"{Path}/{id}", JsonNode.Parse("""{"html":null,"languages":null}""")!)).Expect(200);

        Assert.Null(changed["html"]);
        Assert.Null(changed["languages"]);
        (await admin.PatchAsync($"{Path}/{id}", JsonNode.Parse("""{"text":null}""")!)).ExpectInvalid("text");
        (await admin.PatchAsync($"{Path}/{id}", JsonNode.Parse("""{"name":null}""")!)).ExpectInvalid("name");
        Assert.Contains(
            "cannot change",
            (await admin.PatchAsync($"{Path}/{id}", JsonNode.Parse("""{"channel":"sms"}""")!)).ExpectInvalid("channel"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Patch_OfAnOldVersion_IsA412()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var created = await admin.PostAsync(Path, Bodies.Creative());
        var (id, tag) = (created.Expect(201).Id(), created.Headers["ETag"]);

        (await admin.PatchAsync($"{Path}/{id}", new JsonObject { ["subject"] = "First" }, ("If-Match", tag))).Expect(200);

        (await admin.PatchAsync($"{Path}/{id}", new JsonObject { ["subject"] = "Late" }, ("If-Match", tag))).Expect(412);
        (await admin.DeleteAsync($"{Path}/{id}", ("If-Match", tag))).Expect(412);
        Assert.Equal("First", (await admin.GetAsync($"{Path}/{id}")).Expect(200).Text("subject"));
    }

    [Fact]
    public async Task List_WithFilters_ShowsWhatMatchesPageByPage()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        foreach (var (name, channel) in new[] { ("Spring A", "email"), ("Spring B", "sms"), ("Autumn", "email"), ("spring c", "email") })
        {
            (await admin.PostAsync(Path, Bodies.Creative(channel).With("name", name))).Expect(201);
        }

        Assert.Equal(["spring c", "Autumn", "Spring B", "Spring A"], await NamesAsync(admin, ""));
        Assert.Equal(["spring c", "Spring B", "Spring A"], await NamesAsync(admin, "?name=SPRING"));
        Assert.Equal(["spring c", "Spring A"], await NamesAsync(admin, "?name=spring&channel=email&limit=1"));
        Assert.Empty(await NamesAsync(admin, "?channel=push"));
        (await admin.GetAsync($"{Path}?channel=fax")).ExpectInvalid("channel");
        (await admin.GetAsync($"{Path}?cursor=nonsense")).ExpectInvalid("cursor");
        (await admin.GetAsync($"{Path}?limit=0")).ExpectInvalid("limit");
    }

    [Fact]
    public async Task Delete_OfOneThatIsUsed_NamesTheTasks()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var creative = (await admin.NewCreativeAsync()).Id();
        var task = (await admin.NewTaskAsync(Bodies.Draft().With("creative", null).With("creativeId", creative))).Id();

        var refused = (await admin.DeleteAsync($"{Path}/{creative}")).ExpectProblem(409, "creativeInUse");

        Assert.Equal([task], refused["tasks"]!.AsArray().Select(id => id!.GetValue<string>()));
        Assert.Contains(task, refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(1, (int)(await admin.GetAsync($"{Path}/{creative}")).Expect(200)["useCount"]!);
        Assert.Equal(1, (int)(await admin.GetAsync(Path)).Expect(200)["items"]![0]!["useCount"]!);
        (await admin.PostAsync($"/api/tasks/{task}/cancel")).Expect(200);
        Assert.Equal(0, (int)(await admin.GetAsync($"{Path}/{creative}")).Expect(200)["useCount"]!);
        (await admin.DeleteAsync($"{Path}/{creative}")).Expect(204);
        (await admin.GetAsync($"{Path}/{creative}")).Expect(404);
        (await admin.DeleteAsync($"{Path}/{creative}")).Expect(404);

        // What the task sent stays readable.
        Assert.Equal("Hello", (await admin.GetAsync($"/api/tasks/{task}")).Expect(200)["creative"]!.Text("subject"));
    }

    [Fact]
    public async Task Everything_OfAnotherTenant_IsNotThere()
    {
        await using var api = await TestApi.StartAsync();
        var (admin, other) = (await api.NewTenantAsync(), await api.NewTenantAsync("Other"));
        var id = (await admin.NewCreativeAsync()).Id();
        await other.NewAccountAsync();

        (await other.GetAsync($"{Path}/{id}")).Expect(404);
        (await other.PatchAsync($"{Path}/{id}", new JsonObject { ["name"] = "Mine" })).Expect(404);
        (await other.DeleteAsync($"{Path}/{id}")).Expect(404);
        Assert.Empty((await other.GetAsync(Path)).Expect(200)["items"]!.AsArray());
        (await other.PostAsync("/api/tasks", Bodies.Draft().With("creative", null).With("creativeId", id))).ExpectInvalid("creativeId");
        (await other.PostAsync($"{Path}/preview", new JsonObject { ["creativeId"] = id })).ExpectInvalid("creativeId");
        Assert.Equal("Spring greeting", (await admin.GetAsync($"{Path}/{id}")).Expect(200).Text("name"));
    }

    [Fact]
    public async Task Roles_AViewerReads_AnOperatorWrites()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = (await admin.NewCreativeAsync()).Id();
        var (viewer, clerk) = (await api.NewKeyAsync(admin, Role.Viewer), await api.NewKeyAsync(admin, Role.Operator));

        (await viewer.GetAsync(Path)).Expect(200);
        (await viewer.GetAsync($"{Path}/{id}")).Expect(200);
        (await viewer.PostAsync($"{Path}/preview", new JsonObject { ["creativeId"] = id })).Expect(200);
        (await viewer.PostAsync(Path, Bodies.Creative())).Expect(403);
        (await viewer.PatchAsync($"{Path}/{id}", new JsonObject { ["name"] = "Mine" })).Expect(403);
        (await viewer.DeleteAsync($"{Path}/{id}")).Expect(403);
        (await api.Client(null).GetAsync(Path)).Expect(401);
        (await clerk.PostAsync(Path, Bodies.Creative())).Expect(201);
        (await clerk.PatchAsync($"{Path}/{id}", new JsonObject { ["name"] = "Mine" })).Expect(200);
        (await clerk.DeleteAsync($"{Path}/{id}")).Expect(204);
    }

    [Theory]
    [InlineData("""{"channel":"email","subject":"s","text":"t"}""", "name")]
    [InlineData("""{"name":"n","subject":"s","text":"t"}""", "channel")]
    [InlineData("""{"name":"n","channel":"fax","subject":"s","text":"t"}""", "channel")]
    [InlineData("""{"name":"n","channel":"email","text":"t"}""", "subject")]
    [InlineData("""{"name":"n","channel":"email","subject":"s"}""", "text")]
    [InlineData("""{"name":"n","channel":"sms","text":"t","title":"T"}""", "title")]
    [InlineData("""{"name":"n","channel":"email","subject":"s","text":"{{ firstName }}"}""", "text")]
    [InlineData("""{"name":"n","channel":"email","subject":"s","text":"t","imageUrl":"javascript:x"}""", "imageUrl")]
    [InlineData("""{"name":"n","channel":"email","subject":"s","text":"t","languages":{"xx-":{}}}""", "languages.xx-")]
    [InlineData("""{"name":"n","channel":"email","subject":"s","text":"t","languages":{"fr":null}}""", "languages.fr")]
    [InlineData(
        """{"name":"n","channel":"email","subject":"s","text":"t","languages":{"fr":{"languages":{}}}}""",
        "languages.fr.languages"
    )]
    [InlineData("""{"name":"n","channel":"email","subject":"s","text":"t","languages":[]}""", "languages")]
    [InlineData("""{"name":"n","channel":"email","subject":"s","text":"t","inlineStyles":"yes"}""", "inlineStyles")]
    [InlineData("""{"name":"n","channel":"whatsapp","templateId":"HX1","templateVariables":{"1":null}}""", "templateVariables.1")]
    [InlineData("""{"name":"n","channel":"email","subject":"s","text":"t","version":7}""", "version")]
    public async Task Post_OfSomethingWrong_NamesTheField(string body, string field)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var message = (await admin.PostTextAsync(Path, body)).ExpectInvalid(field);

        Assert.NotEmpty(message);
    }

    [Fact]
    public async Task Post_OfANameOf100Characters_IsTaken_AndOf101Refused()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        (await admin.PostAsync(Path, Bodies.Creative().With("name", new string('n', 100)))).Expect(201);
        (await admin.PostAsync(Path, Bodies.Creative().With("name", new string('n', 101)))).ExpectInvalid("name");
    }

    private static async Task<List<string>> NamesAsync(ApiClient client, string query)
    {
        List<string> names = [];
        string? cursor = null;
        do
        {
            var next = cursor is null ? "" : $"{(query.Length == 0 ? "?" : "&")}cursor={Uri.EscapeDataString(cursor)}";
            var page = (await client.GetAsync($"{Path}{query}{next}")).Expect(200);
            names.AddRange(page["items"]!.AsArray().Select(item => item!.Text("name")));
            cursor = (string?)page["next"];
        } while (cursor is not null);
        return names;
    }
}
