using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Tests.Tasks;

/// <summary>Every part of a plan can be given, changed, copied and read, also one that is new.</summary>
public sealed class TaskPlanFieldTests
{
    /// <summary>The parts that only a new task can be given.</summary>
    private static readonly string[] Fixed = ["channel", "accounts"];

    /// <summary>The parts of a plan by the names of the API.</summary>
    public static TheoryData<string> Parts =>
        [
            .. typeof(TaskPlan)
                .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)),
        ];

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Post_WithAPart_ShowsIt(string part)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var plain = await admin.NewTaskAsync(Bodies.Draft());

        var other = await NewOtherTaskAsync(admin);

        Assert.NotEqual(Shown(plain, part), Shown(other, part));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Copy_OfATask_KeepsThePart(string part)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = await NewOtherTaskAsync(admin);

        var copy = (await admin.PostAsync($"/api/tasks/{task.Id()}/copy")).Expect(201);

        Assert.Equal(Shown(task, part), Shown(copy, part));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Patch_OfAPart_ShowsItAndNamesIt(string part)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = await admin.NewTaskAsync(Bodies.Draft());
        var creatives = await CreativesAsync(admin, "email");
        var (site, app) = await NewAppAsync(admin);
        var change = new JsonObject { [part] = Changes(await admin.NewAccountAsync(), creatives, site, app)[part]!.DeepClone() };
        if (part is "app")
        {
            (await admin.PatchAsync($"/api/tasks/{task.Id()}", new JsonObject { ["site"] = site }, ("If-Match", "*"))).Expect(200);
        }

        var answer = await admin.PatchAsync($"/api/tasks/{task.Id()}", change, ("If-Match", "*"));

        if (Fixed.Contains(part))
        {
            Assert.Contains("cannot change", answer.ExpectInvalid(part), StringComparison.Ordinal);
            return;
        }

        Assert.NotEqual(Shown(task, part), Shown(answer.Expect(200), part));
        var entry = (await admin.GetAsync($"/api/tasks/{task.Id()}/audit")).Expect(200)["items"]![0]!;
        Assert.Equal([part], entry["changed"]!.AsArray().Select(changed => changed!.GetValue<string>()));
    }

    private static string Shown(JsonNode task, string part)
    {
        Assert.True(task.AsObject().ContainsKey(part), $"A task does not show its {part}.");
        return task[part]?.ToJsonString() ?? "null";
    }

    private static async Task<JsonNode> NewOtherTaskAsync(ApiClient admin)
    {
        var (site, app) = await NewAppAsync(admin);
        var body = Changes(await admin.NewAccountAsync("sms"), await CreativesAsync(admin, "sms"), site, app);
        return await admin.NewTaskAsync(body.With("start", false));
    }

    private static async Task<JsonArray> CreativesAsync(ApiClient admin, string channel)
    {
        var (first, second) = (await admin.NewCreativeAsync(channel), await admin.NewCreativeAsync(channel));
        return
        [
            new JsonObject { ["creativeId"] = first.Id(), ["weight"] = 30 },
            new JsonObject { ["creativeId"] = second.Id(), ["weight"] = 70 },
        ];
    }

    /// <summary>A value for every part that differs from the default body's, for a new task and for an e-mail task.</summary>
    private static JsonObject Changes(string account, JsonArray creatives, string site, string app) =>
        new()
        {
            ["name"] = "Spring news",
            ["campaign"] = "spring",
            ["channel"] = "sms",
            ["accounts"] = new JsonArray(account),
            ["audience"] = JsonNode.Parse("""{"segment":{"countries":["FR"]}}"""),
            ["creatives"] = creatives,
            ["schedule"] = JsonNode.Parse("""{"timeZone":"Europe/Paris"}"""),
            ["pacing"] = JsonNode.Parse("""{"dailyLimit":5}"""),
            ["stopOnFailure"] = true,
            ["overlap"] = "queue",
            ["whenCapped"] = "wait",
            ["rollout"] = JsonNode.Parse("""{"stages":[{"percent":1,"watch":"PT1H","holdIf":{"failedPercent":5}},{"percent":100}]}"""),
            ["site"] = site,
            ["app"] = app,
        };

    private static async Task<(string Site, string App)> NewAppAsync(ApiClient admin)
    {
        var site = (await admin.PostAsync("/api/sites", new JsonObject { ["name"] = "Shop" })).Expect(201).Id();
        var app = new JsonObject { ["name"] = "Mini shop", ["appId"] = "wx0123456789" };
        return (site, (await admin.PostAsync($"/api/sites/{site}/apps", app)).Expect(201).Id());
    }
}
