using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Tasks;

/// <summary>Schedules over HTTP: what is given is shown, and what is shown can be given back.</summary>
public sealed class ScheduleTests
{
    private const string Full = """
        {"startAt":null,"startDate":"2030-12-02","finishDate":"2030-12-31","timeZone":"Europe/Paris",
         "windows":[{"from":"09:00","to":"12:30"},{"from":"14:00","to":"24:00"}],
         "doNotDisturb":{"weekdays":["saturday","sunday"],"dates":["2030-12-25"]},
         "recurrence":{"kind":"weekly","every":2,"on":["tuesday"]},
         "latestStart":"PT12H"}
        """;

    [Fact]
    public async Task Post_FullSchedule_ShowsAllOfItAndTheFirstOccurrence()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var task = await admin.NewTaskAsync(Bodies.Task().With("schedule", JsonNode.Parse(Full)));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Full), task["schedule"]), task["schedule"]!.ToJsonString());
        Assert.Equal(("scheduled", "2030-12-03T08:00:00Z"), (task.Text("status"), task.Text("nextOccurrence")));
    }

    [Fact]
    public async Task Post_WithoutSchedule_ShowsTheDefaults()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var task = await admin.NewTaskAsync();

        Assert.Equal(
            """{"startAt":null,"startDate":null,"finishDate":null,"timeZone":"UTC","windows":[],"doNotDisturb":{"weekdays":[],"dates":[]},"recurrence":{"kind":"once"},"latestStart":"P1D"}""",
            task["schedule"]!.ToJsonString()
        );
    }

    [Fact]
    public async Task Patch_WithTheScheduleShown_ChangesNothing()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = await admin.NewTaskAsync(Bodies.Task().With("schedule", JsonNode.Parse(Full)));

        var same = await admin.PatchAsync(
            $"/api/tasks/{task.Id()}",
            new JsonObject { ["schedule"] = task["schedule"]!.DeepClone() },
            ("If-Match", "*")
        );

        Assert.True(JsonNode.DeepEquals(task["schedule"], same.Expect(200)["schedule"]));
        Assert.Equal(task.Text("nextOccurrence"), same.Json.Text("nextOccurrence"));
    }

    [Fact]
    public async Task Patch_Schedule_ReplacesAllOfIt()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = await admin.NewTaskAsync(Bodies.Task().With("schedule", JsonNode.Parse(Full)));

        var changed = await admin.PatchAsync(
            $"/api/tasks/{task.Id()}",
            new JsonObject { ["schedule"] = new JsonObject { ["startDate"] = "2030-12-05" } },
            ("If-Match", "*")
        );

        Assert.Equal(
            ("UTC", "once"),
            (changed.Expect(200)["schedule"]!.Text("timeZone"), changed.Json["schedule"]!["recurrence"]!.Text("kind"))
        );
        Assert.Equal("2030-12-05T00:00:00Z", changed.Json.Text("nextOccurrence"));
    }
}
