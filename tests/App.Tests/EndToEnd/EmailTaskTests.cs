using System.Net;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>The main job through the real app, the real storage emulator and a stand-in for the mail provider.</summary>
public sealed class EmailTaskTests
{
    private static readonly Misbehaviour Refusal = new Misbehaviour.Refuse(400, "InvalidEmailAddress", "The recipient is refused.");
    private static readonly Misbehaviour Slow = new Misbehaviour.Slow(TimeSpan.FromMilliseconds(30));

    [Fact]
    public async Task Task_With250PastedAddresses_SendsEachOnceSignedAndOnRecord()
    {
        await using var scene = await MailFixture.StartAsync();
        var task = await scene.Company.SendAsync(scene.Account, Company.Emails(250) + "\nREADER7@example.net");
        var ended = await scene.EndedAsync(task, "completed");

        Assert.Equal(250, scene.Provider.RequestCount);
        Assert.All(scene.Provider.Requests, request => Assert.True(request.IsAuthentic));
        Assert.Equal(250, scene.Provider.Requests.Select(r => r.To).Distinct().Count());
        Assert.Equal(
            (250, 250, 0),
            ((int)ended["summary"]!["total"]!, (int)ended["summary"]!["sent"]!, (int)ended["summary"]!["pending"]!)
        );
        var messages = await scene.Company.MessagesAsync(task);
        Assert.Equal(250, messages.Count);
        Assert.All(messages, message =>
        {
            Assert.Equal(("sent", (string)message["id"]!), ((string)message["status"]!, (string)message["providerId"]!));
            Assert.Equal((string)message["address"]!, scene.Provider.Mails[Guid.Parse((string)message["id"]!)].To);
        });
    }

    [Fact]
    public async Task Task_WithUploadedAddresses_SendsEachOnce_ButNotToWhoOptedOut()
    {
        await using var scene = await MailFixture.StartAsync();
        await scene.Company.DoAsync(
            HttpMethod.Post,
            "/api/contacts",
            new
            {
                id = "ann",
                addresses = new { email = "Reader7@example.net" },
                attributes = new { firstName = "Ann" },
            }
        );
        await scene.Company.DoAsync(
            HttpMethod.Post,
            "/api/contacts",
            new
            {
                id = "bob",
                addresses = new { email = "reader8@example.net" },
                consent = new { email = new { status = "unsubscribed" } },
            }
        );
        var audience = await scene.Company.UploadAsync("email", Company.Emails(1_203) + "\nREADER7@example.net");

        var task = (string)
            (
                await scene.Company.DoAsync(
                    HttpMethod.Post,
                    "/api/tasks",
                    new
                    {
                        name = "Announcement",
                        channel = "email",
                        accounts = new[] { (string)scene.Account["id"]! },
                        audience = new { audienceId = audience },
                        creative = new { subject = "Hello", text = "Hi {{ firstName | default: 'there' }}" },
                    }
                )
            )["id"]!;
        await scene.EndedAsync(task, "completed");

        var to = scene.Provider.Requests.Select(request => request.To).ToList();
        Assert.Equal((1_202, 1_202, false), (to.Count, to.Distinct().Count(), to.Contains("reader8@example.net")));
        Assert.Contains("ann", (await scene.Company.MessagesAsync(task)).Select(message => (string?)message["contactId"]));
        var waterfall = (await scene.Company.GetAsync($"/api/tasks/{task}/runs"))["items"]![0]!["waterfall"]!;
        Assert.Equal(
            (1_204, 1, 1, 1_202),
            ((int)waterfall["matched"]!, (int)waterfall["duplicate"]!, (int)waterfall["noConsent"]!, (int)waterfall["planned"]!)
        );
        Assert.Equal(HttpStatusCode.NoContent, (await scene.Company.AskAsync(HttpMethod.Delete, $"/api/audiences/{audience}")).Status);
    }

    [Fact]
    public async Task Task_WithThreeRefusedAddresses_FailsJustThoseWithTheProvidersCode()
    {
        string[] refused = ["reader3@example.net", "reader120@example.net", "reader249@example.net"];
        await using var scene = await MailFixture.StartAsync(script => Array.ForEach(refused, address => script.For(address, Refusal)));

        var task = await scene.SendAsync(250);
        await scene.EndedAsync(task, "completed");

        var failed = await scene.Company.MessagesAsync(task, "failed");
        Assert.Equal(refused, failed.Select(message => (string)message["address"]!));
        Assert.All(failed, message => Assert.StartsWith("InvalidEmailAddress", (string)message["reason"]!, StringComparison.Ordinal));
        Assert.Equal(247, await scene.Company.CountAsync(task, "sent"));
    }

    [Fact]
    public async Task Task_ThatStopsOnFailure_EndsFailedAndCancelsWhatIsPending()
    {
        await using var scene = await MailFixture.StartAsync(script => script.For("reader30@example.net", Refusal));

        var task = await scene.SendAsync(5_000, stopOnFailure: true);
        var ended = await scene.EndedAsync(task, "failed");

        var failed = Assert.Single(await scene.Company.MessagesAsync(task, "failed"));
        Assert.Contains((string)failed["id"]!, (string)ended["endReason"]!, StringComparison.Ordinal);
        var (sent, canceled) = ((int)ended["summary"]!["sent"]!, (int)ended["summary"]!["canceled"]!);
        Assert.Equal((5_000, 0, 0), (sent + canceled + 1, (int)ended["summary"]!["pending"]!, (int)ended["summary"]!["sending"]!));
        Assert.True(canceled > 0);
        Assert.Equal(sent + 1, scene.Provider.RequestCount);
    }

    [Fact]
    public async Task Task_PausedAndResumed_SendsExactlyTheRest()
    {
        await using var scene = await MailFixture.StartAsync(script => script.Everybody(Slow));
        var task = await scene.SendAsync(3_000);
        await scene.Provider.WaitForRequestsAsync(200, CancellationToken.None);

        await scene.Company.ActAsync(task, "pause");
        var atPause = scene.Provider.RequestCount;
        await scene.App.UntilAsync("nothing is under way", async () => await scene.Company.CountAsync(task, "sending") == 0);
        var settled = scene.Provider.RequestCount;
        var paused = await scene.Company.TaskAsync(task);
        await scene.Company.ActAsync(task, "resume");
        await scene.EndedAsync(task, "completed");

        // Only what was already past its last look when the pause was answered: at most one message per sender.
        Assert.InRange(settled - atPause, 0, 64);
        Assert.Equal(("paused", "user"), ((string)paused["status"]!, (string)paused["pauseReason"]!));
        Assert.Equal((settled, 3_000 - settled), ((int)paused["summary"]!["sent"]!, (int)paused["summary"]!["pending"]!));
        Assert.Equal((3_000, 3_000), (scene.Provider.RequestCount, scene.Provider.Mails.Count));
    }

    [Fact]
    public async Task Task_CanceledUnderWay_CancelsTheRest()
    {
        await using var scene = await MailFixture.StartAsync(script => script.Everybody(Slow));
        var task = await scene.SendAsync(3_000);
        await scene.Provider.WaitForRequestsAsync(100, CancellationToken.None);

        await scene.Company.ActAsync(task, "cancel");
        var ended = await scene.EndedAsync(task, "canceled");

        Assert.Equal(3_000, (int)ended["summary"]!["sent"]! + (int)ended["summary"]!["canceled"]!);
        Assert.Equal((int)ended["summary"]!["sent"]!, scene.Provider.RequestCount);
    }

    [Fact]
    public async Task Task_WithATimeToCome_WaitsForIt()
    {
        await using var scene = await MailFixture.StartAsync();
        var startAt = DateTimeOffset.UtcNow.AddSeconds(3);

        var task = await scene.SendAsync(5, schedule: new { startAt });
        await scene.EndedAsync(task, "completed");

        Assert.Equal(5, scene.Provider.RequestCount);
        Assert.All(scene.Provider.Requests, request => Assert.True(request.At >= startAt));
    }

    [Fact]
    public async Task Task_WhoseProviderThrottles_SlowsDownAndFailsNothing()
    {
        await using var scene = await MailFixture.StartAsync(script => script.Limit(perSecond: 100, retryAfter: "1"));

        var task = await scene.SendAsync(400);
        var ended = await scene.EndedAsync(task, "completed");

        Assert.Equal((400, 0), ((int)ended["summary"]!["sent"]!, (int)ended["summary"]!["failed"]!));
        Assert.Equal(400, scene.Provider.Mails.Count);
        Assert.True(scene.Provider.RequestCount > 400);
    }

    [Fact]
    public async Task Task_WhoseProviderHangs_EndsWithTheMessageUnknown()
    {
        await using var scene = await MailFixture.StartAsync(
            script => script.For("reader1@example.net", new Misbehaviour.Hang()),
            ("Channels__Timeout", "00:00:01")
        );

        var task = await scene.SendAsync(20);
        var ended = await scene.EndedAsync(task, "completed");

        Assert.Equal((19, 1), ((int)ended["summary"]!["sent"]!, (int)ended["summary"]!["unknown"]!));
        Assert.Single(scene.Provider.Requests.Where(r => r.To is "reader1@example.net").Select(r => r.Key).Distinct());
    }

    [Fact]
    public async Task Task_WhoseCredentialsAreRefused_PausesStopsTheAccountAndGoesOnOnceMended()
    {
        await using var scene = await MailFixture.StartAsync(script =>
            script.Everybody(new Misbehaviour.Refuse(401, "Denied", "The key is not valid."))
        );
        var accountPath = $"/api/channel-accounts/{scene.Account["id"]}";

        var task = await scene.SendAsync(150);
        var paused = await scene.App.UntilTaskIsAsync(scene.Company, task, "paused");
        var stopped = await scene.Company.GetAsync(accountPath);
        scene.Provider.Script.Everybody(null);
        await scene.Company.DoAsync(HttpMethod.Post, $"{accountPath}/activate");
        await scene.Company.ActAsync(task, "resume");
        var ended = await scene.EndedAsync(task, "completed");

        Assert.Contains("Denied", (string)paused["pauseReason"]!, StringComparison.Ordinal);
        Assert.Equal("stopped", (string)stopped["status"]!);
        Assert.Equal((150, 0), ((int)ended["summary"]!["sent"]!, (int)ended["summary"]!["failed"]!));
    }

    [Fact]
    public async Task Task_WhoseAccountsSecretsDoNotOpen_PausesAndSaysSoUntilTheyAreGivenAgain()
    {
        await using var scene = await MailFixture.StartAsync();
        await scene.App.TerminateAsync();
        scene.Site.Environment["CampaignTasks__EncryptionKey"] = Convert.ToBase64String(new byte[32]);
        var app = await scene.Site.Start().ReadyAsync();

        var task = await scene.SendAsync(3);
        var paused = await app.UntilTaskIsAsync(scene.Company, task, "paused");
        await scene.Company.DoAsync(
            HttpMethod.Patch,
            $"/api/channel-accounts/{scene.Account["id"]}",
            new { settings = scene.Provider.Settings() }
        );
        await scene.Company.ActAsync(task, "resume");
        await app.UntilEndedAsync(scene.Company, task, "completed");

        Assert.Contains("secrets cannot be read", (string)paused["pauseReason"]!, StringComparison.Ordinal);
        Assert.Equal(3, scene.Provider.RequestCount);
    }

    [Fact]
    public async Task Receipts_OfTheProvider_StandInTheHistoryAndNeverGoBackwards()
    {
        await using var scene = await MailFixture.StartAsync();
        var hook = new Uri((string)scene.Account["webhookUrl"]!);
        var task = await scene.SendAsync(120);
        await scene.EndedAsync(task, "completed");

        var bounced = scene.Provider.Mails.Keys.First();
        Guid[] arrived = [.. scene.Provider.Mails.Keys.Where(id => id != bounced)];
        foreach (
            var (status, mails) in new[] { ("Bounced", [bounced]), ("Delivered", arrived), ("Bounced", arrived), ("Delivered", arrived) }
        )
        {
            Assert.Equal(HttpStatusCode.OK, await scene.Provider.ReportAsync(hook, status, mails, CancellationToken.None));
        }

        var forged = await scene.Provider.ReportAsync(
            new Uri(hook.GetLeftPart(UriPartial.Path) + "?code=guess"),
            "Bounced",
            scene.Provider.Mails.Keys,
            CancellationToken.None
        );

        await scene.App.UntilAsync("all are settled", async () => await scene.Company.CountAsync(task, "delivered") == 119);
        Assert.Equal(HttpStatusCode.Forbidden, forged);
        Assert.Equal((119, 1), (await scene.Company.CountAsync(task, "sent"), await scene.Company.CountAsync(task, "failed")));
        Assert.Equal(bounced, Guid.Parse((string)Assert.Single(await scene.Company.MessagesAsync(task, "failed"))["id"]!));
    }
}
