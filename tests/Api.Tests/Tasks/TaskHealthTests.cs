using CampaignTasks.Api.Tests.Forecasts;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing;

namespace CampaignTasks.Api.Tests.Tasks;

public sealed class TaskHealthTests
{
    [Fact]
    public async Task Get_OfATaskWithAnAlarm_ShowsItUntilTheTaskEnds()
    {
        await using var site = await Site.StartAsync();
        var id = (await site.Admin.NewTaskAsync()).Id();
        Assert.Equal("""{"status":"ok","code":null,"reason":null,"since":null}""", (await HealthAsync(site, id)));
        var tenant = await site.Api.Get<ITenantStore>().AllAsync(default).SingleAsync();
        var task = (await site.Api.Get<ITaskStore>().FindAsync(tenant.Id, id, default))!;
        await site
            .Api.Get<ITaskStore>()
            .UpdateAsync(
                task with
                {
                    Alert = new TaskAlert("notMoving", "All its accounts are stopped.", Any.Now),
                },
                recipients: null,
                default
            );

        Assert.Equal(
            """{"status":"alarm","code":"notMoving","reason":"All its accounts are stopped.","since":"2026-12-01T09:00:00Z"}""",
            await HealthAsync(site, id)
        );

        (await site.Admin.PostAsync($"/api/tasks/{id}/cancel")).Expect(200);
        Assert.Contains("\"ok\"", await HealthAsync(site, id), StringComparison.Ordinal);
    }

    private static async Task<string> HealthAsync(Site site, string id) =>
        (await site.Admin.GetAsync($"/api/tasks/{id}")).Expect(200)["health"]!.ToJsonString();
}
