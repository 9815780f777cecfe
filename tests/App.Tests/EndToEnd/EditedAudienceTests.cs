using System.Globalization;
using System.Text.Json.Nodes;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>
/// The audience of a running task is edited to the same people, spelled differently or at new addresses, and the app is killed (kill -9)
/// before the edit and after it.
/// </summary>
public sealed class EditedAudienceTests
{
    private const int People = 120;
    private const int SentBefore = 30;

    private static IEnumerable<string> Upper => Enumerable.Range(0, People).Select(n => $"Reader.{n}@Example.NET");

    private static IEnumerable<string> Lower => Enumerable.Range(0, People).Select(n => $"reader.{n}@example.net");

    [Fact]
    public async Task List_EditedToLowerCase_WritesToNobodyTwice()
    {
        await using var scene = await MailFixture.StartAsync();
        var task = await StartAsync(scene, new { list = string.Join('\n', Upper) });

        await EditUnderFireAsync(scene, task, () => Task.FromResult<object>(new { list = string.Join('\n', Lower) }), joining: 0);

        AssertEachOnce(scene, await scene.Company.TaskAsync(task));
    }

    [Fact]
    public async Task Upload_EditedToLowerCase_WritesToNobodyTwice()
    {
        await using var scene = await MailFixture.StartAsync();
        var first = await scene.Company.UploadAsync("email", string.Join('\n', Upper));
        var task = await StartAsync(scene, new { audienceId = first });

        await EditUnderFireAsync(
            scene,
            task,
            async () => new { audienceId = await scene.Company.UploadAsync("email", string.Join('\n', Lower)) },
            joining: null
        );

        AssertEachOnce(scene, await scene.Company.TaskAsync(task));
    }

    [Fact]
    public async Task Contacts_WhoMovedOrAreSpelledDifferently_AreWrittenToOnceEach()
    {
        await using var scene = await MailFixture.StartAsync();
        await SaveAsync(scene, Upper);
        var task = await StartAsync(scene, new { audienceId = await NewListAsync(scene) });

        await EditUnderFireAsync(
            scene,
            task,
            async () =>
            {
                await SaveAsync(scene, Lower.Select((address, n) => n % 2 is 0 ? address : $"moved.{n}@example.org"));
                return new { audienceId = await NewListAsync(scene) };
            },
            joining: null
        );

        var summary = (await scene.Company.TaskAsync(task))["summary"]!;
        var mails = scene.Provider.Mails.Values;

        // A message that was being sent when the app was killed, and whose contact then moved, stays unknown.
        Assert.Equal((People, People), ((int)summary["total"]!, (int)summary["sent"]! + (int)summary["unknown"]!));
        Assert.InRange(mails.Count(), (int)summary["sent"]!, People);
        Assert.Equal(mails.Count(), mails.Select(mail => Number(mail.To)).Distinct().Count());
        Assert.Contains(mails, mail => mail.To.StartsWith("moved.", StringComparison.Ordinal));
        var moved = (await scene.Company.MessagesAsync(task, "sent")).Where(message =>
            ((string?)message["reason"])?.StartsWith("addressChanged", StringComparison.Ordinal) is true
        );
        Assert.NotEmpty(moved);
        Assert.All(moved, message => Assert.StartsWith("moved.", (string)message["address"]!, StringComparison.Ordinal));
    }

    private static async Task<string> StartAsync(MailFixture scene, object audience)
    {
        var task = await scene.Company.DoAsync(
            HttpMethod.Post,
            "/api/tasks",
            new
            {
                name = "New product announcement",
                channel = "email",
                accounts = new[] { (string)scene.Account["id"]! },
                audience,
                creative = new { subject = "Hello", text = "It is here." },
                pacing = new { ratePerSecond = 15 },
            }
        );
        return (string)task["id"]!;
    }

    /// <summary>Kills the app when some are sent, edits the audience, kills it again, and waits for the end.</summary>
    private static async Task EditUnderFireAsync(MailFixture scene, string task, Func<Task<object>> audience, int? joining)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await scene.Provider.WaitForRequestsAsync(SentBefore, limit.Token);
        await scene.App.KillAsync();

        // However long the edit takes, there are people left whom it concerns.
        scene.Provider.Script.Everybody(new Misbehaviour.Throttle("1"));
        var app = await scene.Site.Start().ReadyAsync();

        var edited = await scene.Company.EditAsync(task, new { audience = await audience() });
        Assert.Equal(joining, (int?)edited["change"]!["joining"]);
        scene.Provider.Script.Everybody(null);

        await scene.Provider.WaitForRequestsAsync(scene.Provider.RequestCount + 10, limit.Token);
        await app.KillAsync();
        app = await scene.Site.Start().ReadyAsync();
        await app.UntilEndedAsync(scene.Company, task, "completed");
    }

    private static void AssertEachOnce(MailFixture scene, JsonNode task)
    {
        Assert.Equal((People, People), ((int)task["summary"]!["total"]!, (int)task["summary"]!["sent"]!));

        // One key per message: whatever was asked for twice was one mail.
        Assert.Equal(People, scene.Provider.Mails.Count);
        Assert.Equal(People, scene.Provider.Mails.Values.Select(mail => Number(mail.To)).Distinct().Count());
    }

    private static int Number(string address) => int.Parse(address.Split('@')[0].Split('.')[1], CultureInfo.InvariantCulture);

    private static async Task SaveAsync(MailFixture scene, IEnumerable<string> addresses)
    {
        foreach (var (n, email) in addresses.Index())
        {
            await scene.Company.DoAsync(HttpMethod.Post, "/api/contacts", new { id = $"c{n}", addresses = new { email } });
        }
    }

    private static async Task<string> NewListAsync(MailFixture scene)
    {
        var contacts = Enumerable.Range(0, People).Select(n => $"c{n}");
        return (string)(await scene.Company.DoAsync(HttpMethod.Post, "/api/audiences", new { name = "Readers", contacts }))["id"]!;
    }
}
