using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Tests.Tasks;

public sealed class RolloutTests
{
    private const string Stages = """{"stages":[{"percent":1,"watch":"PT1H","holdIf":{"failedPercent":5}},{"percent":100}]}""";

    [Fact]
    public async Task Release_OfAHeldTask_ShowsTheNextStage()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = await admin.NewTaskAsync(Bodies.Task().With("rollout", JsonNode.Parse(Stages)));
        var path = $"/api/tasks/{task.Id()}";
        Assert.Equal((1, 2), ((int)task["stage"]!["number"]!, (int)task["stage"]!["of"]!));
        (await admin.PostAsync($"{path}/release")).ExpectProblem(409, "invalidTransition");

        await HoldAsync(api, task.Id());
        var held = (await admin.GetAsync(path)).Expect(200);
        var viewer = await api.NewKeyAsync(admin, Domain.Tenants.Role.Viewer);
        (await viewer.PostAsync($"{path}/release")).ExpectProblem(403, "forbidden");
        var released = (await admin.PostAsync($"{path}/release")).Expect(200);

        Assert.Equal(
            ("running", "held", "failedPercent"),
            (held.Text("status"), held["health"]!.Text("status"), held["health"]!.Text("code"))
        );
        Assert.Equal(("ok", 2), (released["health"]!.Text("status"), (int)released["stage"]!["number"]!));
        Assert.Equal(
            ["released", "held"],
            (await admin.GetAsync($"{path}/audit")).Expect(200)["items"]!.AsArray().Select(entry => entry!.Text("event")).Take(2)
        );
    }

    [Fact]
    public async Task Patch_OfTheRolloutWhileItsRunIsUnderWay_IsRefused()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = await admin.NewTaskAsync(Bodies.Task().With("rollout", JsonNode.Parse(Stages)));

        var answer = await admin.PatchAsync($"/api/tasks/{task.Id()}", new JsonObject { ["rollout"] = null }, ("If-Match", "*"));

        answer.ExpectProblem(409, "invalidTransition");
    }

    [Fact]
    public async Task Forecast_OfARollout_ShowsItsStagesAndTheirWatch()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = await admin.NewTaskAsync(Bodies.Draft().With("rollout", JsonNode.Parse(Stages)));

        var occurrence = (await admin.GetAsync($"/api/tasks/{task.Id()}/forecast")).Expect(200)["occurrences"]![0]!;

        var stages = occurrence["stages"]!.AsArray();
        Assert.Equal([1, 1], stages.Select(stage => (int)stage!["messages"]!));
        Assert.Equal(stages[0]!["watchedUntil"]!.GetValue<DateTimeOffset>(), stages[1]!["expectedStart"]!.GetValue<DateTimeOffset>());
        var watch = stages[0]!["watchedUntil"]!.GetValue<DateTimeOffset>() - stages[0]!["expectedEnd"]!.GetValue<DateTimeOffset>();
        Assert.InRange(watch, TimeSpan.FromHours(1), TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
    }

    private static async Task HoldAsync(TestApi api, string taskId)
    {
        var tenant = api.Signals.Notified.First(task => task.Id == taskId).TenantId;
        var store = api.Get<ITaskStore>();
        var task = (await store.FindAsync(tenant, taskId, default))!;
        var now = task.UpdatedAt.AddMinutes(1);
        await store.UpdateAsync(
            task.HoldStage(new StageHold("failedPercent", "1 of 1 messages failed", now), now),
            recipients: null,
            default
        );
    }
}
