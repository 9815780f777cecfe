using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Automations;

public sealed class AutomationEndpointTests
{
    private const string Path = "/api/automations";

    // Every kind of part.
    private const string Whole = """
        {"name":"Welcome","trigger":{"kind":"event","name":"signedUp","where":{"attribute":{"name":"plan","is":"pro"}}},
         "steps":[{"send":{"channel":"email","creative":{"subject":"Hi {{ firstName | default: \"there\" }}","text":"Hello"}}},
                  {"wait":{"for":"P2D"}},{"wait":{"until":"09:00","weekdays":["monday"]}},
                  {"branch":{"if":{"bought":{"products":["boots"]}},"then":[{"update":{"attributes":{"stage":"buyer","old":null,"n":3,"vip":true}}}],
                             "else":[{"send":{"channel":"email","creative":{"subject":"Boots","text":"Hello"}}}]}},
                  {"update":{"attributes":{"stage":"welcomed"}}},{"webhook":{"url":"https://shop.example/hooks"}}],
         "goal":{"purchase":{"products":["boots"]},"within":"P7D"},"exit":{"when":{"countries":["DE"]}},"reentry":{"after":"P30D"},
         "timeZone":"recipient","windows":[{"from":"09:00","to":"20:00"}],"whenCapped":"wait","onEdit":"move"}
        """;

    [Fact]
    public async Task Automation_IsReadAsItWasPosted_AndWhatIsReadCanBePosted()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        var posted = JsonNode.Parse(Whole)!;

        var read = (await admin.PostAsync(Path, posted)).Expect(201);

        Assert.Equal("draft", read.Text("status"));
        foreach (var field in (string[])["name", "trigger", "goal", "exit", "reentry", "timeZone", "windows", "whenCapped", "onEdit"])
        {
            var shown = read[field] is JsonObject part ? Slim(part) : read[field];
            Assert.True(JsonNode.DeepEquals(posted[field], shown), $"{field}: {shown}");
        }

        Assert.Equal(posted["steps"]![3]!["branch"]!["if"]!.ToJsonString(), Slim(read["steps"]![3]!["branch"]!["if"]!).ToJsonString());
        var again = new JsonObject();
        foreach (
            var field in (string[])
                [
                    "name",
                    "trigger",
                    "steps",
                    "goal",
                    "exit",
                    "reentry",
                    "timeZone",
                    "windows",
                    "doNotDisturb",
                    "pacing",
                    "whenCapped",
                    "onEdit",
                ]
        )
        {
            again[field] = read[field]?.DeepClone();
        }

        var second = (await admin.PostAsync(Path, again)).Expect(201);
        Assert.True(JsonNode.DeepEquals(read["steps"], second["steps"]));
    }

    [Fact]
    public async Task Moves_FollowTheTable_AndStandInTheLog()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        var id = (await admin.PostAsync(Path, JsonNode.Parse(Whole)!)).Expect(201).Id();

        (await admin.PostAsync($"{Path}/{id}/pause")).ExpectProblem(409, "invalidTransition");
        Assert.Equal("active", (await admin.PostAsync($"{Path}/{id}/start")).Expect(200).Text("status"));
        Assert.Equal("user", (await admin.PostAsync($"{Path}/{id}/pause")).Expect(200).Text("pauseReason"));
        Assert.Equal("active", (await admin.PostAsync($"{Path}/{id}/resume")).Expect(200).Text("status"));
        Assert.Equal(409, (await admin.DeleteAsync($"{Path}/{id}")).Status);
        Assert.Equal("archived", (await admin.PostAsync($"{Path}/{id}/archive")).Expect(200).Text("status"));

        var log = (await admin.GetAsync($"{Path}/{id}/audit")).Expect(200)["items"]!.AsArray();
        Assert.Equal(["archived", "resumed", "paused", "started", "created"], log.Select(entry => entry!.Text("event")));
        var copy = (await admin.PostAsync($"{Path}/{id}/copy")).Expect(201);
        Assert.Equal(("draft", "Welcome"), (copy.Text("status"), copy.Text("name")));
        Assert.Equal(204, (await admin.DeleteAsync($"{Path}/{id}")).Status);
        (await admin.GetAsync($"{Path}/{id}")).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task Secret_OfWebhookSteps_IsShownWhenItIsMadeAnew_AndNeverElse()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        var id = (await admin.PostAsync(Path, JsonNode.Parse(Whole)!)).Expect(201).Id();

        var secret = (await admin.PostAsync($"{Path}/{id}/rotate-secret")).Expect(200).Text("secret");

        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", (await admin.GetAsync($"{Path}/{id}")).Expect(200).ToJsonString(), StringComparison.Ordinal);
        Assert.NotEqual(secret, (await admin.PostAsync($"{Path}/{id}/rotate-secret")).Expect(200).Text("secret"));
        var log = (await admin.GetAsync($"{Path}/{id}/audit")).Expect(200)["items"]!.AsArray();
        Assert.Equal(["secretRotated", "secretRotated", "created"], log.Select(entry => entry!.Text("event")));
    }

    [Fact]
    public async Task Start_TakesTheNewestVersionOfASavedCreative()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        var creative = await admin.NewCreativeAsync();
        var body = JsonNode.Parse(Whole)!.AsObject();
        body["steps"] = JsonNode.Parse($$$"""[{"send":{"channel":"email","creativeId":"{{{creative.Id()}}}"}}]""");
        var id = (await admin.PostAsync(Path, body)).Expect(201).Id();
        (await admin.PatchAsync($"/api/creatives/{creative.Id()}", new JsonObject { ["subject"] = "New" })).Expect(200);

        var started = (await admin.PostAsync($"{Path}/{id}/start")).Expect(200);

        Assert.Equal(1, (int)started["version"]!);
        var log = (await admin.GetAsync($"{Path}/{id}/audit")).Expect(200)["items"]!.AsArray();
        Assert.Equal(["started", "edited", "created"], log.Select(entry => entry!.Text("event")));
    }

    [Fact]
    public async Task Start_OfADraftWhoseListIsGone_IsRefusedByPath()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        var list = (await admin.PostAsync("/api/audiences", JsonNode.Parse("""{"name":"a","contacts":[]}""")!)).Expect(201).Id();
        var body = JsonNode.Parse(Whole)!.AsObject();
        body["trigger"] = new JsonObject { ["kind"] = "listJoined", ["list"] = list };
        var id = (await admin.PostAsync(Path, body)).Expect(201).Id();
        Assert.Equal(204, (await admin.DeleteAsync($"/api/audiences/{list}")).Status);

        Assert.NotEmpty((await admin.PostAsync($"{Path}/{id}/start")).ExpectInvalid("trigger.list"));
    }

    [Fact]
    public async Task Audience_ByWhichAnAutomationBegins_IsNotDeletedBeforeItIsArchived()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        var list = (await admin.PostAsync("/api/audiences", JsonNode.Parse("""{"name":"a","contacts":[]}""")!)).Expect(201).Id();
        var body = JsonNode.Parse(Whole)!.AsObject();
        body["trigger"] = new JsonObject { ["kind"] = "listJoined", ["list"] = list };
        var id = (await admin.PostAsync(Path, body)).Expect(201).Id();
        (await admin.PostAsync($"{Path}/{id}/start")).Expect(200);

        (await admin.DeleteAsync($"/api/audiences/{list}")).ExpectProblem(409, "audienceInUse");
        (await admin.PostAsync($"{Path}/{id}/pause")).Expect(200);
        (await admin.DeleteAsync($"/api/audiences/{list}")).ExpectProblem(409, "audienceInUse");
        (await admin.PostAsync($"{Path}/{id}/archive")).Expect(200);
        (await admin.DeleteAsync($"/api/audiences/{list}")).Expect(204);
    }

    [Fact]
    public async Task SegmentTrigger_IsReadAsItWasPosted()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        var segment = (await admin.PostAsync("/api/audiences", JsonNode.Parse("""{"name":"a","segment":{"countries":["FR"]}}""")!))
            .Expect(201)
            .Id();
        var body = JsonNode.Parse(Whole)!.AsObject();
        foreach (
            var trigger in (string[])
                [
                    $$"""{"kind":"segmentEntered","segment":"{{segment}}"}""",
                    $$"""{"kind":"segmentEntered","segment":"{{segment}}","includePresent":true}""",
                ]
        )
        {
            body["trigger"] = JsonNode.Parse(trigger);

            var read = (await admin.PostAsync(Path, body)).Expect(201);

            Assert.Equal(trigger, Slim(read["trigger"]!).ToJsonString());
        }
    }

    [Fact]
    public async Task Presets_CanBePostedAsTheyAre()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();

        var presets = (await admin.GetAsync($"{Path}/presets")).Expect(200)["items"]!.AsArray();

        Assert.Equal(["welcomeSeries", "abandonedCart", "afterPurchase", "winBack"], presets.Select(preset => preset!.Text("id")));
        foreach (var preset in presets)
        {
            Assert.Equal("draft", (await admin.PostAsync(Path, preset!["automation"]!)).Expect(201).Text("status"));
        }
    }

    [Theory]
    [InlineData(
        """{"steps":[{"wait":{"for":"P2D"}},{"branch":{"if":{"countries":["FR"]},"then":[{"send":{"channel":"email","creative":{"subject":"a","text":"{{"}}}]}}]}""",
        "steps[1].branch.then[0].send.creative.text"
    )]
    [InlineData("""{"steps":[{"wait":{"for":"P2D","weekdays":["monday"]}}]}""", "steps[0].wait.weekdays")]
    [InlineData("""{"steps":[{"send":{"channel":"sms","creative":{"text":"a"}}}]}""", "steps[0].send.accounts")]
    [InlineData("""{"steps":[{}]}""", "steps[0]")]
    [InlineData("""{"trigger":{"kind":"segmentEntered"}}""", "trigger.segment")]
    [InlineData("""{"trigger":{"kind":"segmentEntered","segment":"01arz3ndektsv4rrffq69g5fav"}}""", "trigger.segment")]
    [InlineData("""{"trigger":{"kind":"purchase","includePresent":true}}""", "trigger.includePresent")]
    [InlineData("""{"trigger":{"kind":"listJoined","list":"01arz3ndektsv4rrffq69g5fav"}}""", "trigger.list")]
    [InlineData("""{"goal":{"purchase":{},"within":"P2Y"}}""", "goal.within")]
    [InlineData("""{"reentry":{"after":"P1M"}}""", "reentry.after")]
    [InlineData("""{"exit":{"when":{"countries":["XX"]}}}""", "exit.when.countries[0]")]
    [InlineData("""{"windows":[{"from":"09:00","to":"10:00"}]}""", "windows[0].to")]
    [InlineData("""{"timeZone":"Berlin"}""", "timeZone")]
    [InlineData("""{"name":"12345678901234567890123456789012345678901234567890123456789012345"}""", "name")]
    public async Task Automation_WithAFault_IsRefusedByPath(string change, string field)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        var body = JsonNode.Parse(Whole)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        Assert.NotEmpty((await admin.PostAsync(Path, body)).ExpectInvalid(field));
    }

    [Fact]
    public async Task Branches_WithinEachOtherTooDeep_AreRefused()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var steps = JsonNode.Parse("""[{"wait":{"for":"P1D"}}]""")!;
        for (var i = 0; i < 5; i++)
        {
            steps = new JsonArray(
                new JsonObject
                {
                    ["branch"] = new JsonObject
                    {
                        ["if"] = new JsonObject { ["countries"] = new JsonArray("FR") },
                        ["then"] = steps,
                    },
                }
            );
        }

        var body = JsonNode.Parse(Whole)!.AsObject();
        body["steps"] = steps;
        const string Deepest = "steps[0].branch.then[0].branch.then[0].branch.then[0].branch.then[0].branch";
        Assert.NotEmpty((await admin.PostAsync(Path, body)).ExpectInvalid(Deepest));
    }

    // Rules show what they lack as null.
    private static JsonObject Slim(JsonNode rule)
    {
        var slim = new JsonObject();
        foreach (var (name, value) in rule.AsObject())
        {
            if (value is JsonObject inner)
            {
                slim[name] = Slim(inner);
            }
            else if (value is not null)
            {
                slim[name] = value.DeepClone();
            }
        }

        return slim;
    }
}
