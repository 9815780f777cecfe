using System.Text.Json.Nodes;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>Saved creatives through the real app: two with weights, in two languages, over a kill (kill -9) and an edit.</summary>
public sealed class CreativeTests
{
    private const int People = 120;
    private const int SentBefore = 30;

    private static IEnumerable<string> Readers => Enumerable.Range(0, People).Select(n => $"reader{n}@example.net");

    [Fact]
    public async Task Creatives_WithWeights_GiveEachReaderOne_AlsoAfterAKillAndAnEdit()
    {
        await using var site = new AppSite();
        site.Environment["CampaignTasks__PublicBaseUrl"] = site.Url;
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        await company.DoAsync(
            HttpMethod.Put,
            "/api/contacts/fleur",
            new { addresses = new { email = "reader0@example.net" }, language = "fr-CA" }
        );
        var (first, second) = (await CreateAsync(company, "First", "Premier"), await CreateAsync(company, "Second", "Deuxième"));
        var task = await StartAsync(company, first, second);
        await app.UntilAsync("some are sent", async () => await company.CountAsync(task, "sent") >= SentBefore);
        await app.KillAsync();
        app = await site.Start().ReadyAsync();
        var before = await CreativesAsync(company, task);

        await company.EditAsync(task, new { audience = new { list = string.Join('\n', Readers.Select(one => one.ToUpperInvariant())) } });
        await app.UntilEndedAsync(company, task, "completed");

        var after = await CreativesAsync(company, task);
        Assert.Equal(People, after.Count);
        Assert.All(before, one => Assert.Equal(one.Value, after[one.Key]));
        Assert.InRange(after.Values.Count(id => id == first), 10, 60);
        var subjects = await SubjectsAsync(company);
        Assert.All(after, one =>
        {
            var isFrench = one.Key is "reader0@example.net";
            var subject = one.Value == first ? (isFrench ? "Premier" : "First") : (isFrench ? "Deuxième" : "Second");
            Assert.Equal([subject], subjects[one.Key]);
        });
        await AssertResultsAsync(company, task, first, second, after);
        await AssertUnsubscribesAsync(company, task, after["reader0@example.net"]);
    }

    private static async Task<string> CreateAsync(Company company, string subject, string french)
    {
        var creative = await company.DoAsync(
            HttpMethod.Post,
            "/api/creatives",
            new
            {
                name = subject,
                channel = "email",
                subject,
                html = "<p>It is here.</p><p>{{ unsubscribeUrl }}</p>",
                languages = new { fr = new { subject = french } },
            }
        );
        return (string)creative["id"]!;
    }

    private static async Task<string> StartAsync(Company company, string first, string second)
    {
        await company.DoAsync(
            HttpMethod.Post,
            "/api/channel-accounts",
            new
            {
                name = "Box",
                channel = "email",
                provider = "sandbox",
                isDefault = true,
            }
        );
        var task = await company.DoAsync(
            HttpMethod.Post,
            "/api/tasks",
            new
            {
                name = "Which one",
                channel = "email",
                audience = new { list = string.Join('\n', Readers) },
                creatives = new[] { new { creativeId = first, weight = 30 }, new { creativeId = second, weight = 70 } },
                pacing = new { ratePerSecond = 15 },
            }
        );
        return (string)task["id"]!;
    }

    private static async Task AssertResultsAsync(
        Company company,
        string task,
        string first,
        string second,
        IReadOnlyDictionary<string, string> creatives
    )
    {
        var results = (await company.GetAsync($"/api/tasks/{task}/creatives"))["items"]!.AsArray();

        Assert.Equal([first, second], results.Select(result => (string)result!["creativeId"]!));
        Assert.Equal([30, 70], results.Select(result => (int)result!["weight"]!));
        Assert.All(results, result =>
            Assert.Equal(creatives.Values.Count(id => id == (string)result!["creativeId"]!), (int)result!["sent"]!)
        );
        Assert.Equal([0, 0], results.Select(result => (int)result!["unsubscribed"]!));
    }

    private static async Task AssertUnsubscribesAsync(Company company, string task, string creative)
    {
        var mail = (await MailsAsync(company)).First(mail => (string)mail["to"]! is "reader0@example.net" or "READER0@example.net");
        var link = ((string)mail["text"]!).Split('\n')[^1].Trim();
        using var reader = new HttpClient();
        for (var click = 0; click < 2; click++)
        {
            using var answer = await reader.PostAsync(new Uri(link), content: null);
            Assert.True(answer.IsSuccessStatusCode);
        }

        var results = (await company.GetAsync($"/api/tasks/{task}/creatives"))["items"]!.AsArray();

        Assert.All(results, result => Assert.Equal((string)result!["creativeId"]! == creative ? 1 : 0, (int)result["unsubscribed"]!));
    }

    private static async Task<IReadOnlyDictionary<string, string>> CreativesAsync(Company company, string task) =>
        (await company.MessagesAsync(task, "sent")).ToDictionary(
            message => ((string)message["address"]!).ToLowerInvariant(),
            message => (string)message["creativeId"]!
        );

    private static async Task<ILookup<string, string>> SubjectsAsync(Company company) =>
        (await MailsAsync(company)).ToLookup(mail => ((string)mail["to"]!).ToLowerInvariant(), mail => (string)mail["subject"]!);

    private static async Task<IReadOnlyList<JsonNode>> MailsAsync(Company company) =>
        [.. (await company.GetAsync("/api/sandbox/messages?limit=200"))["items"]!.AsArray().Select(mail => mail!)];
}
