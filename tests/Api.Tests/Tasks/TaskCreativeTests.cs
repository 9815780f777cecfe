using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Tasks;

/// <summary>Tasks with saved creatives: which version they take, and when.</summary>
public sealed class TaskCreativeTests
{
    private static readonly string Later = $$"""{"startAt":"{{DateTimeOffset.UtcNow.AddDays(30):yyyy-MM-dd}}T09:00:00Z"}""";

    [Fact]
    public async Task Task_WithASavedCreative_ShowsItsContentIdAndVersion()
    {
        await using var scene = await Scene.StartAsync();
        await scene.ReviseAsync("Second");

        var task = await scene.TaskAsync(start: false);

        Assert.Equal((scene.Creative, 2), (task.Text("creativeId"), (int)task["creativeVersion"]!));
        Assert.Equal("Second", task["creative"]!.Text("subject"));
        Assert.Null(task["creatives"]);
    }

    [Fact]
    public async Task Task_WithContentOfItsOwn_NamesNoCreative()
    {
        await using var scene = await Scene.StartAsync();

        var task = await scene.Admin.NewTaskAsync(Bodies.Draft());

        Assert.Null(task["creativeId"]);
        Assert.Null(task["creatives"]);
    }

    [Fact]
    public async Task ScheduledTask_WhenItsCreativeChanges_KeepsItsVersionUntilItsPlanIsEdited()
    {
        await using var scene = await Scene.StartAsync();
        var task = (await scene.TaskAsync(start: true)).Id();
        await scene.ReviseAsync("Second");

        Assert.Equal(("Hello", 1), await scene.ShownAsync(task));
        Assert.Equal(("Hello", 1), Shown(await scene.EditAsync(task, """{"name":"Renamed","campaign":"spring"}""")));
        Assert.Equal(("Second", 2), Shown(await scene.EditAsync(task, """{"stopOnFailure":true}""")));

        await scene.ReviseAsync("Third");
        await scene.Admin.PostAsync($"/api/tasks/{task}/pause");
        (await scene.Admin.PostAsync($"/api/tasks/{task}/resume")).Expect(200);
        Assert.Equal(("Second", 2), await scene.ShownAsync(task));
        var edited = await scene.EditAsync(task, $$"""{"creativeId":"{{scene.Creative}}"}""");
        Assert.Equal(("Third", 3), Shown(edited));
        Assert.Equal("""["creatives"]""", edited["change"]!["changed"]!.ToJsonString());
    }

    [Fact]
    public async Task Draft_WhenItsCreativeChanges_TakesTheNewestWithAnyEditAndAtItsStart()
    {
        await using var scene = await Scene.StartAsync();
        var task = (await scene.TaskAsync(start: false)).Id();
        await scene.ReviseAsync("Second");

        Assert.Equal(("Second", 2), Shown(await scene.EditAsync(task, """{"name":"Renamed"}""")));
        await scene.ReviseAsync("Third");
        Assert.Equal(("Third", 3), Shown((await scene.Admin.PostAsync($"/api/tasks/{task}/start")).Expect(200)));
    }

    [Fact]
    public async Task Draft_WhoseCreativeNoLongerFits_DoesNotStart()
    {
        await using var scene = await Scene.StartAsync();
        var task = (await scene.TaskAsync(start: false)).Id();
        (await scene.Admin.PatchAsync($"/api/creatives/{scene.Creative}", new JsonObject { ["text"] = "From {{ campaign }}" })).Expect(200);

        (await scene.Admin.PostAsync($"/api/tasks/{task}/start")).ExpectInvalid("creativeId.text");
        (await scene.Admin.PatchAsync($"/api/tasks/{task}", JsonNode.Parse("""{"campaign":"spring"}""")!, ("If-Match", "*"))).Expect(200);
        (await scene.Admin.PostAsync($"/api/tasks/{task}/start")).Expect(200);
    }

    [Fact]
    public async Task Copy_OfATaskWhoseCreativeIsGone_KeepsWhatItSays()
    {
        await using var scene = await Scene.StartAsync();
        var task = (await scene.TaskAsync(start: true)).Id();
        (await scene.Admin.PostAsync($"/api/tasks/{task}/cancel")).Expect(200);
        (await scene.Admin.DeleteAsync($"/api/creatives/{scene.Creative}")).Expect(204);

        var copy = (await scene.Admin.PostAsync($"/api/tasks/{task}/copy")).Expect(201);

        Assert.Equal(("Hello", 1), Shown((await scene.Admin.PostAsync($"/api/tasks/{copy.Id()}/start")).Expect(200)));
    }

    [Fact]
    public async Task Edit_ToAnotherCreative_FreesTheFirst()
    {
        await using var scene = await Scene.StartAsync();
        var task = (await scene.TaskAsync(start: true)).Id();
        var other = (await scene.Admin.NewCreativeAsync()).Id();

        await scene.EditAsync(task, $$"""{"creativeId":"{{other}}"}""");

        (await scene.Admin.DeleteAsync($"/api/creatives/{scene.Creative}")).Expect(204);
        (await scene.Admin.DeleteAsync($"/api/creatives/{other}")).ExpectProblem(409, "creativeInUse");
        await scene.EditAsync(task, """{"creative":{"subject":"Own","text":"Own"}}""");
        (await scene.Admin.DeleteAsync($"/api/creatives/{other}")).Expect(204);
    }

    [Fact]
    public async Task Task_WithSeveralCreatives_ShowsTheirSharesAndContents()
    {
        await using var scene = await Scene.StartAsync();
        var other = (await scene.Admin.NewCreativeAsync()).Id();

        var task = (
            await scene.PostAsync(
                "creatives",
                $$"""[{"creativeId":"{{scene.Creative}}","weight":30},{"creativeId":"{{other}}","weight":70}]"""
            )
        ).Expect(201);

        Assert.Null(task["creative"]);
        Assert.Null(task["creativeId"]);
        Assert.Equal(
            [(scene.Creative, 1, 30, "Hello"), (other, 1, 70, "Hello")],
            task["creatives"]!
                .AsArray()
                .Select(one => (one!.Text("creativeId"), (int)one!["version"]!, (int)one["weight"]!, one["content"]!.Text("subject")))
        );
        (await scene.Admin.DeleteAsync($"/api/creatives/{other}")).ExpectProblem(409, "creativeInUse");
    }

    [Theory]
    [InlineData("""[]""", "creatives")]
    [InlineData("""[{"creativeId":"ID","weight":1}]""", "creatives")]
    [InlineData("""[{"creativeId":"ID","weight":1},{"creativeId":"ID","weight":2}]""", "creatives[1].creativeId")]
    [InlineData("""[{"creativeId":"ID","weight":0},{"creativeId":"OTHER","weight":1}]""", "creatives[0].weight")]
    [InlineData("""[{"creativeId":"ID","weight":1001},{"creativeId":"OTHER","weight":1}]""", "creatives[0].weight")]
    [InlineData("""[{"creativeId":"ID"},{"creativeId":"OTHER","weight":1}]""", "creatives[0].weight")]
    [InlineData("""[{"creativeId":"ID","weight":1.5},{"creativeId":"OTHER","weight":1}]""", "creatives[0].weight")]
    [InlineData("""[{"weight":1},{"creativeId":"OTHER","weight":1}]""", "creatives[0].creativeId")]
    [InlineData("""[null,{"creativeId":"OTHER","weight":1}]""", "creatives[0]")]
    [InlineData("""[{"creativeId":"nobody","weight":1},{"creativeId":"OTHER","weight":1}]""", "creatives[0].creativeId")]
    [InlineData("""[{"creativeId":"SMS","weight":1},{"creativeId":"OTHER","weight":1}]""", "creatives[0].creativeId")]
    [InlineData("""[{"creativeId":"ID","weight":1,"share":2},{"creativeId":"OTHER","weight":1}]""", "creatives[0].share")]
    public async Task Creatives_ThatAreWrong_NameTheField(string creatives, string field)
    {
        await using var scene = await Scene.StartAsync();
        var (other, sms) = ((await scene.Admin.NewCreativeAsync()).Id(), (await scene.Admin.NewCreativeAsync("sms")).Id());
        var given = creatives
            .Replace("ID", scene.Creative, StringComparison.Ordinal)
            .Replace("OTHER", other, StringComparison.Ordinal)
            .Replace("SMS", sms, StringComparison.Ordinal);

        (await scene.PostAsync("creatives", given)).ExpectInvalid(field);
    }

    [Fact]
    public async Task Creatives_MoreThanTen_AreRefused()
    {
        await using var scene = await Scene.StartAsync();
        var eleven = Enumerable.Range(0, 11).Select(i => $$"""{"creativeId":"c{{i}}","weight":1}""");

        (await scene.PostAsync("creatives", $"[{string.Join(',', eleven)}]")).ExpectInvalid("creatives");
    }

    [Fact]
    public async Task Creative_GivenTwice_IsRefused()
    {
        await using var scene = await Scene.StartAsync();
        var both = Bodies.Draft().With("creativeId", scene.Creative);

        (await scene.Admin.PostAsync("/api/tasks", both)).ExpectInvalid("creativeId");
        (await scene.PostAsync("creativeId", "\"nobody\"")).ExpectInvalid("creativeId");
        (await scene.PostAsync("creativeId", "7")).ExpectInvalid("creativeId");
        (await scene.PostAsync("creativeId", "null")).ExpectInvalid("creative");
    }

    private static (string Subject, int Version) Shown(JsonNode task) => (task["creative"]!.Text("subject"), (int)task["creativeVersion"]!);

    private sealed class Scene(TestApi api, ApiClient admin, string creative) : IAsyncDisposable
    {
        public ApiClient Admin => admin;

        public string Creative => creative;

        public static async Task<Scene> StartAsync()
        {
            var api = await TestApi.StartAsync();
            var admin = await api.NewTenantAsync();
            await admin.NewAccountAsync();
            return new Scene(api, admin, (await admin.NewCreativeAsync()).Id());
        }

        public async Task<JsonNode> TaskAsync(bool start) =>
            (
                await admin.PostAsync(
                    "/api/tasks",
                    Bodies
                        .Task()
                        .With("creative", null)
                        .With("creativeId", creative)
                        .With("schedule", JsonNode.Parse(Later))
                        .With("start", start)
                )
            ).Expect(201);

        public Task<Answer> PostAsync(string field, string value) =>
            admin.PostAsync("/api/tasks", Bodies.Draft().With("creative", null).With(field, JsonNode.Parse(value)));

        public async Task ReviseAsync(string subject) =>
            (await admin.PatchAsync($"/api/creatives/{creative}", new JsonObject { ["subject"] = subject })).Expect(200);

        public async Task<JsonNode> EditAsync(string task, string change) =>
            (await admin.PatchAsync($"/api/tasks/{task}", JsonNode.Parse(change)!, ("If-Match", "*"))).Expect(200);

        public async Task<(string Subject, int Version)> ShownAsync(string task) =>
            Shown((await admin.GetAsync($"/api/tasks/{task}")).Expect(200));

        public ValueTask DisposeAsync() => api.DisposeAsync();
    }
}
