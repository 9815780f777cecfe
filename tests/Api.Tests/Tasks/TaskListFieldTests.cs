using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Tasks;

public sealed class TaskListFieldTests
{
    [Fact]
    public async Task Tasks_InAList_LeaveOutWhatTheirCreativesSay_UnlessAskedFor()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var html = $"<p>{new string('x', 200_000)}</p>";
        var task = Bodies
            .Draft()
            .With(
                "creative",
                new JsonObject
                {
                    ["subject"] = "Hello",
                    ["text"] = "Hi",
                    ["html"] = html,
                }
            );
        await admin.NewTaskAsync(task);

        var listed = await admin.GetAsync("/api/tasks");
        var whole = await admin.GetAsync("/api/tasks?fields=creative,creatives");

        Assert.InRange(listed.Text.Length, 1, 5_000);
        Assert.Null(listed.Expect(200)["items"]![0]!["creative"]);
        Assert.Equal("email", listed.Json["items"]![0]!.Text("channel"));
        Assert.Equal(html, whole.Expect(200)["items"]![0]!["creative"]!.Text("html"));
        Assert.Equal(html, (await admin.GetAsync($"/api/tasks/{listed.Json["items"]![0]!.Id()}")).Expect(200)["creative"]!.Text("html"));
        (await admin.GetAsync("/api/tasks?fields=bodies")).ExpectInvalid("fields");
    }
}
