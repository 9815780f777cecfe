using System.Text.Json.Nodes;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>Automations through the real app, which is killed (kill -9) under way.</summary>
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

    [Fact]
    public async Task AbandonedCarts_BoughtReplacedAndLeftBehind_EndAsTheyShould_AlsoThroughAKill()
    {
        await using var scene = await MailFixture.StartAsync();
        string[] people = ["buyer", "doubter", "leaver", "waiter"];
        foreach (var person in people)
        {
            await SaveAsync(scene, person);
        }

        var automation = await CreateAsync(
            scene,
            """{"kind":"cartAbandoned","after":"PT2S"}""",
            $"[{Send(scene, "One")},{Wait("PT20S")},{Send(scene, "Two")}]",
            ""","goal":{"purchase":{"products":["boots"]},"within":"P1D"},"reentry":"always" """
        );
        foreach (var person in people)
        {
            await CartAsync(scene, person);
        }

        await scene.App.UntilAsync("all carts are abandoned", async () => await CountAsync(scene, automation, "active") == people.Length);
        await scene.Provider.WaitForRequestsAsync(people.Length, Limit.Token);
        await scene.Company.DoAsync(
            HttpMethod.Post,
            "/api/orders",
            new
            {
                id = "o1",
                contact = "buyer",
                at = DateTimeOffset.UtcNow,
                status = "successful",
                items = new[] { new { product = "boots" } },
            }
        );
        await CartAsync(scene, "doubter");
        await scene.Company.DoAsync(
            HttpMethod.Post,
            "/api/contacts",
            new { id = "leaver", consent = new { email = new { status = "unsubscribed" } } }
        );
        await scene.App.KillAsync();
        var app = await scene.Site.Start().ReadyAsync();
        await app.UntilAsync("all journeys have ended", async () => await CountAsync(scene, automation, "completed") == 2);

        Assert.Equal(["converted: order o1"], await EndsAsync(scene, "buyer"));
        Assert.Equal(["exited: cartAbandonedAgain", "completed: "], await EndsAsync(scene, "doubter"));
        Assert.Equal(["exited: optedOut: email"], await EndsAsync(scene, "leaver"));
        Assert.Equal(["completed: "], await EndsAsync(scene, "waiter"));
        var mails = scene.Provider.Mails.Values.CountBy(mail => mail.To.Split('@')[0]).ToDictionary();
        Assert.Equal((1, 3, 1, 2), (mails["buyer"], mails["doubter"], mails["leaver"], mails["waiter"]));
    }

    private static Task<JsonNode> CartAsync(MailFixture scene, string contact) =>
        scene.Company.DoAsync(
            HttpMethod.Put,
            $"/api/carts/cart-of-{contact}",
            new
            {
                contact,
                updatedAt = DateTimeOffset.UtcNow,
                items = new[]
                {
                    new
                    {
                        product = "boots",
                        quantity = 1,
                        price = 10,
                    },
                },
            }
        );

    private static async Task<IEnumerable<string>> EndsAsync(MailFixture scene, string contact) =>
        (await scene.Company.GetAsync($"/api/contacts/{contact}/journeys"))["items"]!
            .AsArray()
            .Select(journey => $"{(string?)journey!["status"]}: {(string?)journey["reason"]}");

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

    private static Task<JsonNode> SaveAsync(MailFixture scene, string id) =>
        scene.Company.DoAsync(HttpMethod.Post, "/api/contacts", new { id, addresses = new { email = $"{id}@example.net" } });

    private static async Task<int> CountAsync(MailFixture scene, string automation, string status) =>
        (int)(await scene.Company.GetAsync($"/api/automations/{automation}"))["summary"]![status]!;
}
