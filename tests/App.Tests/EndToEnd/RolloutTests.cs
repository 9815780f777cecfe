using System.Text.Json.Nodes;
using CampaignTasks.Testing;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>
/// A roll-out to a thousand through the real app, which is killed (kill -9) while a stage is watched;
/// <see cref="ApprovalStoryTests"/> kills it while one is held.
/// </summary>
public sealed class RolloutTests
{
    private const int Recipients = 1_000;

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

    private static void AssertEachOnce(MailFixture scene, JsonNode ended)
    {
        var summary = ended["summary"]!;
        Assert.Equal(Recipients, (int)summary["total"]!);
        Assert.Equal(Recipients, (int)summary["sent"]! + (int)summary["failed"]!);
        Assert.Equal((int)summary["sent"]!, scene.Provider.Mails.Count);
        Assert.Equal(scene.Provider.Mails.Count, scene.Provider.Mails.Values.Select(mail => mail.To).Distinct().Count());
    }
}
