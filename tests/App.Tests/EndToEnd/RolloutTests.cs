using System.Text.Json.Nodes;
using CampaignTasks.App.Tests.Hosting;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>
/// A roll-out to a thousand through the real app, which is killed (kill -9) while a stage is held, and while one is watched.
/// </summary>
[Collection(OtherAppProcesses.Name)]
public sealed class RolloutTests
{
    private const int Recipients = 1_000;

    [Fact]
    public async Task Stage_ThatFailsTooOften_IsHeldThroughAKill_AndGoesOnWhenReleased()
    {
        await using var scene = await MailFixture.StartAsync();
        foreach (var address in Half)
        {
            scene.Provider.Script.For(address, new Misbehaviour.Refuse(400, "InvalidRecipients", "Refused."));
        }

        var task = await StartAsync(scene, "PT1H", failedPercent: 5);
        await Eventually.HoldsAsync(async () => await HealthAsync(scene, task) is "held");
        var held = await scene.Company.TaskAsync(task);
        var run = (await scene.Company.GetAsync($"/api/tasks/{task}/runs"))["items"]![0]!;
        Assert.Equal([100, 900], run["stages"]!.AsArray().Select(stage => (int)stage!));
        Assert.Equal(
            ("failedPercent", 1, 2),
            ((string)held["health"]!["code"]!, (int)held["stage"]!["number"]!, (int)held["stage"]!["of"]!)
        );
        Assert.Matches("^[0-9]+ of 100 messages failed, more than 5 percent$", (string)held["health"]!["reason"]!);
        var requests = scene.Provider.RequestCount;
        Assert.InRange(requests, 6, 100);

        await scene.App.KillAsync();
        var app = await scene.Site.Start().ReadyAsync();
        await scene.Company.GetAsync($"/api/tasks/{task}/forecast");
        Assert.Equal("held", await HealthAsync(scene, task));
        Assert.Equal(requests, scene.Provider.RequestCount);

        foreach (var address in Half)
        {
            scene.Provider.Script.For(address, null);
        }

        await scene.Company.ActAsync(task, "release");
        var ended = await app.UntilEndedAsync(scene.Company, task, "completed");
        AssertEachOnce(scene, ended);
        var log = (await scene.Company.GetAsync($"/api/tasks/{task}/audit"))["items"]!.AsArray().Select(entry => (string)entry!["event"]!);
        Assert.Equal(["released", "held"], log.Where(what => what is "held" or "released"));
    }

    [Fact]
    public async Task Stage_ThatIsWatchedWhenTheAppIsKilled_IsFollowedByTheNextOne()
    {
        await using var scene = await MailFixture.StartAsync();
        var task = await StartAsync(scene, "PT8S", failedPercent: 5);
        await Eventually.HoldsAsync(async () => (await scene.Company.TaskAsync(task))["stage"]?["watchedUntil"] is not null);
        Assert.Equal(100, scene.Provider.Mails.Count);

        await scene.App.KillAsync();
        var app = await scene.Site.Start().ReadyAsync();

        AssertEachOnce(scene, await app.UntilEndedAsync(scene.Company, task, "completed"));
    }

    private static IEnumerable<string> Half => Enumerable.Range(0, Recipients / 2).Select(n => $"reader{n * 2}@example.net");

    private static async Task<string> StartAsync(MailFixture scene, string watch, int failedPercent)
    {
        var body = new JsonObject
        {
            ["name"] = "New product announcement",
            ["channel"] = "email",
            ["audience"] = new JsonObject { ["list"] = Company.Emails(Recipients) },
            ["creative"] = new JsonObject { ["subject"] = "Hello", ["text"] = "It is here." },
            ["rollout"] = new JsonObject
            {
                ["stages"] = new JsonArray(
                    new JsonObject
                    {
                        ["percent"] = 10,
                        ["watch"] = watch,
                        ["holdIf"] = new JsonObject { ["failedPercent"] = failedPercent },
                    },
                    new JsonObject { ["percent"] = 100 }
                ),
            },
            ["accounts"] = new JsonArray((string)scene.Account["id"]!),
        };
        return (string)(await scene.Company.DoAsync(HttpMethod.Post, "/api/tasks", body))["id"]!;
    }

    private static async Task<string> HealthAsync(MailFixture scene, string task) =>
        (string)(await scene.Company.TaskAsync(task))["health"]!["status"]!;

    private static void AssertEachOnce(MailFixture scene, JsonNode ended)
    {
        var summary = ended["summary"]!;
        Assert.Equal(Recipients, (int)summary["total"]!);
        Assert.Equal(Recipients, (int)summary["sent"]! + (int)summary["failed"]!);
        Assert.Equal((int)summary["sent"]!, scene.Provider.Mails.Count);
        Assert.Equal(scene.Provider.Mails.Count, scene.Provider.Mails.Values.Select(mail => mail.To).Distinct().Count());
    }
}
