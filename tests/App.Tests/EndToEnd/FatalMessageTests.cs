using System.Text.Json.Nodes;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>The app is killed (kill -9) each time it sends one certain message, as if that message took the process's memory.</summary>
public sealed class FatalMessageTests
{
    private const string Fatal = "reader7@example.net";

    [Fact]
    public async Task Message_ThatThreeProcessesDieWith_IsSetAsideWithAnAlarmAndTheOthersLeave()
    {
        await using var scene = await MailFixture.StartAsync(script => script.For(Fatal, new Misbehaviour.Hang()));
        var task = await scene.SendAsync(20);
        var app = scene.App;
        for (var ends = 0; ends < 3; ends++)
        {
            await app.UntilAsync("it sends the message", () => Task.FromResult(Requests(scene) > ends));
            await app.KillAsync();
            app = await scene.Site.Start().ReadyAsync();
        }

        await app.UntilAsync("the task is paused", async () => (string)(await ReadAsync(scene, task))["status"]! is "paused");
        var paused = await ReadAsync(scene, task);
        Assert.Equal(("alarm", "interrupted"), ((string)paused["health"]!["status"]!, (string)paused["health"]!["code"]!));
        var setAside = Assert.Single(await scene.Company.MessagesAsync(task, "unknown"));
        Assert.Equal(Fatal, (string)setAside["address"]!);

        await scene.Company.ActAsync(task, "resume");
        var ended = await app.UntilEndedAsync(scene.Company, task, "completed");

        Assert.Equal((19, 1), ((int)ended["summary"]!["sent"]!, (int)ended["summary"]!["unknown"]!));
        Assert.Equal(3, Requests(scene));
        Assert.Equal("ok", (string)ended["health"]!["status"]!);
    }

    private static int Requests(MailFixture scene) => scene.Provider.Requests.Count(request => request.To is Fatal);

    private static Task<JsonNode> ReadAsync(MailFixture scene, string task) => scene.Company.DoAsync(HttpMethod.Get, $"/api/tasks/{task}");
}
