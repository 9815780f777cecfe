using System.Text.Json.Nodes;
using CampaignTasks.App.Tests.Hosting;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>Automations through the real app, which is killed (kill -9) under way.</summary>
[Collection(OtherAppProcesses.Name)]
public sealed class AutomationTests
{
    private const int People = 300;

    [Fact]
    public async Task WelcomeSeries_KilledBetweenItsSteps_SendsEachMessageOnceToEverybody()
    {
        await using var scene = await MailFixture.StartAsync();
        var list = await CreateListAsync(scene);
        var automation = await CreateAsync(
            scene,
            $$"""{"kind":"listJoined","list":"{{list}}"}""",
            $"[{Send(scene, "One")},{Wait("PT3S")},{Send(scene, "Two")},{Wait("PT3S")},{Send(scene, "Three")}]"
        );

        await JoinAsync(scene, list, People);
        await scene.Provider.WaitForRequestsAsync(People / 2, Limit.Token);
        await scene.App.KillAsync();
        var app = await scene.Site.Start().ReadyAsync();
        await scene.Provider.WaitForRequestsAsync(People + 20, Limit.Token);
        await app.KillAsync();
        app = await scene.Site.Start().ReadyAsync();
        await app.UntilAsync("all have completed", async () => await CountAsync(scene, automation, "completed") == People);

        // One key per message: as many mails as messages, however many requests.
        var mails = scene.Provider.Mails.Values.GroupBy(mail => mail.To).Select(mails => mails.Count()).ToList();
        Assert.Equal((People, 3, 3), (mails.Count, mails.Min(), mails.Max()));

        var summary = (await scene.Company.GetAsync($"/api/automations/{automation}"))["summary"]!;
        Assert.Equal((People, 0, 3 * People), ((int)summary["started"]!, (int)summary["active"]!, (int)summary["messages"]!["sent"]!));
        var own = (await scene.Company.GetAsync("/api/contacts/person7/journeys"))["items"]!.AsArray();
        Assert.Equal(
            ["sent", "waited", "sent", "waited", "sent"],
            Assert.Single(own)!["steps"]!.AsArray().Select(step => (string)step!["outcome"]!)
        );
    }

    private static CancellationTokenSource Limit { get; } = new(TimeSpan.FromMinutes(5));

    private static string Send(MailFixture scene, string subject) =>
        new JsonObject
        {
            ["send"] = new JsonObject
            {
                ["channel"] = "email",
                ["accounts"] = new JsonArray((string)scene.Account["id"]!),
                ["creative"] = new JsonObject { ["subject"] = subject, ["text"] = "Hi {{ firstName | default: 'there' }}." },
            },
        }.ToJsonString();

    private static string Wait(string duration) => new JsonObject { ["wait"] = new JsonObject { ["for"] = duration } }.ToJsonString();

    private static async Task<string> CreateListAsync(MailFixture scene) =>
        (string)
            (await scene.Company.DoAsync(HttpMethod.Post, "/api/audiences", new { name = "Newcomers", contacts = Array.Empty<string>() }))[
                "id"
            ]!;

    private static async Task<string> CreateAsync(MailFixture scene, string trigger, string steps, string more = "")
    {
        var body = JsonNode.Parse($$"""{"name":"Series","trigger":{{trigger}},"steps":{{steps}},"start":true{{more}}}""");
        return (string)(await scene.Company.DoAsync(HttpMethod.Post, "/api/automations", body))["id"]!;
    }

    private static async Task JoinAsync(MailFixture scene, string list, int people)
    {
        for (var i = 0; i < people; i++)
        {
            await SaveAsync(scene, $"person{i}");
        }

        var add = Enumerable.Range(0, people).Select(i => $"person{i}");
        await scene.Company.DoAsync(HttpMethod.Post, $"/api/audiences/{list}/members", new { add });
    }

    private static Task SaveAsync(MailFixture scene, string id) =>
        scene.Company.DoAsync(HttpMethod.Post, "/api/contacts", new { id, addresses = new { email = $"{id}@example.net" } });

    private static async Task<int> CountAsync(MailFixture scene, string automation, string status) =>
        (int)(await scene.Company.GetAsync($"/api/automations/{automation}"))["summary"]![status]!;
}
