using System.Net;
using CampaignTasks.App.Tests.Standalone;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>The main job through the real app, the real storage emulator and a stand-in for the mail provider.</summary>
[Collection(AppProcesses.Name)]
public sealed class EmailTaskTests
{
    [Fact]
    public async Task Task_With250PastedAddresses_SendsEachOnceSignedAndOnRecord()
    {
        await using var provider = await AcsStandIn.StartAsync();
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var account = await company.AddAccountAsync("email", "acs", provider.Settings());

        var task = await company.SendAsync(account, Company.Emails(250) + "\nREADER7@example.net");
        var ended = await app.UntilEndedAsync(company, task, "completed");

        Assert.Equal(250, provider.RequestCount);
        Assert.All(provider.Requests, request => Assert.True(request.IsAuthentic));
        Assert.Equal(250, provider.Requests.Select(r => r.To).Distinct().Count());
        Assert.Equal((250, 250, 0), ((int)ended["summary"]!["total"]!, (int)ended["summary"]!["sent"]!, (int)ended["summary"]!["pending"]!));
        var messages = await company.MessagesAsync(task);
        Assert.Equal(250, messages.Count);
        Assert.All(messages, message =>
        {
            Assert.Equal(("sent", (string)message["id"]!), ((string)message["status"]!, (string)message["providerId"]!));
            Assert.Equal((string)message["address"]!, provider.Mails[Guid.Parse((string)message["id"]!)].To);
        });
    }

    [Fact]
    public async Task Task_WithThreeRefusedAddresses_FailsJustThoseWithTheProvidersCode()
    {
        await using var provider = await AcsStandIn.StartAsync();
        string[] refused = ["reader3@example.net", "reader120@example.net", "reader249@example.net"];
        Array.ForEach(refused, address => provider.Script.For(address, new Misbehaviour.Refuse(400, "InvalidEmailAddress", "The recipient is refused.")));
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);

        var task = await company.SendAsync(await company.AddAccountAsync("email", "acs", provider.Settings()), Company.Emails(250));
        await app.UntilEndedAsync(company, task, "completed");

        var failed = await company.MessagesAsync(task, "failed");
        Assert.Equal(refused, failed.Select(message => (string)message["address"]!));
        Assert.All(failed, message => Assert.StartsWith("InvalidEmailAddress", (string)message["reason"]!, StringComparison.Ordinal));
        Assert.Equal(247, await company.CountAsync(task, "sent"));
    }

    [Fact]
    public async Task Task_ThatStopsOnFailure_EndsFailedAndCancelsWhatIsPending()
    {
        await using var provider = await AcsStandIn.StartAsync();
        provider.Script.For("reader30@example.net", new Misbehaviour.Refuse(400, "InvalidEmailAddress", "The recipient is refused."));
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);

        var task = await company.SendAsync(await company.AddAccountAsync("email", "acs", provider.Settings()), Company.Emails(5_000), stopOnFailure: true);
        var ended = await app.UntilEndedAsync(company, task, "failed");

        var failed = Assert.Single(await company.MessagesAsync(task, "failed"));
        Assert.Contains((string)failed["id"]!, (string)ended["endReason"]!, StringComparison.Ordinal);
        var (sent, canceled) = ((int)ended["summary"]!["sent"]!, (int)ended["summary"]!["canceled"]!);
        Assert.Equal((5_000, 0, 0), (sent + canceled + 1, (int)ended["summary"]!["pending"]!, (int)ended["summary"]!["sending"]!));
        Assert.True(canceled > 0);
        Assert.Equal(sent + 1, provider.RequestCount);
    }

    [Fact]
    public async Task Task_PausedAndResumed_SendsExactlyTheRest()
    {
        await using var provider = await AcsStandIn.StartAsync();
        provider.Script.Everybody(new Misbehaviour.Slow(TimeSpan.FromMilliseconds(30)));
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var task = await company.SendAsync(await company.AddAccountAsync("email", "acs", provider.Settings()), Company.Emails(3_000));
        await provider.WaitForRequestsAsync(200, CancellationToken.None);

        await company.ActAsync(task, "pause");
        var atPause = provider.RequestCount;
        await app.UntilAsync("nothing is under way", async () => await company.CountAsync(task, "sending") == 0);
        var settled = provider.RequestCount;
        var paused = await company.TaskAsync(task);
        await company.ActAsync(task, "resume");
        await app.UntilEndedAsync(company, task, "completed");

        // Only what was already past its last look when the pause was answered: at most one message per sender.
        Assert.InRange(settled - atPause, 0, 64);
        Assert.Equal(("paused", "user"), ((string)paused["status"]!, (string)paused["pauseReason"]!));
        Assert.Equal((settled, 3_000 - settled), ((int)paused["summary"]!["sent"]!, (int)paused["summary"]!["pending"]!));
        Assert.Equal((3_000, 3_000), (provider.RequestCount, provider.Mails.Count));
    }

    [Fact]
    public async Task Task_CanceledUnderWay_CancelsTheRest()
    {
        await using var provider = await AcsStandIn.StartAsync();
        provider.Script.Everybody(new Misbehaviour.Slow(TimeSpan.FromMilliseconds(30)));
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var task = await company.SendAsync(await company.AddAccountAsync("email", "acs", provider.Settings()), Company.Emails(3_000));
        await provider.WaitForRequestsAsync(100, CancellationToken.None);

        await company.ActAsync(task, "cancel");
        var ended = await app.UntilEndedAsync(company, task, "canceled");

        Assert.Equal(3_000, (int)ended["summary"]!["sent"]! + (int)ended["summary"]!["canceled"]!);
        Assert.Equal((int)ended["summary"]!["sent"]!, provider.RequestCount);
    }

    [Fact]
    public async Task Task_WithATimeToCome_WaitsForIt()
    {
        await using var provider = await AcsStandIn.StartAsync();
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var startAt = DateTimeOffset.UtcNow.AddSeconds(3);

        var task = await company.SendAsync(
            await company.AddAccountAsync("email", "acs", provider.Settings()), Company.Emails(5), schedule: new { startAt });
        var scheduled = await company.TaskAsync(task);
        await app.UntilEndedAsync(company, task, "completed");

        Assert.Equal("scheduled", (string)scheduled["status"]!);
        Assert.Equal(5, provider.RequestCount);
        Assert.All(provider.Requests, request => Assert.True(request.At >= startAt));
    }

    [Fact]
    public async Task Task_WhoseProviderThrottles_SlowsDownAndFailsNothing()
    {
        await using var provider = await AcsStandIn.StartAsync();
        provider.Script.Limit(perSecond: 100, retryAfter: "1");
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);

        var task = await company.SendAsync(await company.AddAccountAsync("email", "acs", provider.Settings()), Company.Emails(400));
        var ended = await app.UntilEndedAsync(company, task, "completed");

        Assert.Equal((400, 0), ((int)ended["summary"]!["sent"]!, (int)ended["summary"]!["failed"]!));
        Assert.Equal(400, provider.Mails.Count);
        Assert.True(provider.RequestCount > 400);
    }

    [Fact]
    public async Task Task_WhoseProviderHangs_EndsWithTheMessageUnknown()
    {
        await using var provider = await AcsStandIn.StartAsync();
        provider.Script.For("reader1@example.net", new Misbehaviour.Hang());
        await using var site = new AppSite();
        site.Environment["Channels__Timeout"] = "00:00:01";
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);

        var task = await company.SendAsync(await company.AddAccountAsync("email", "acs", provider.Settings()), Company.Emails(20));
        var ended = await app.UntilEndedAsync(company, task, "completed");

        Assert.Equal((19, 1), ((int)ended["summary"]!["sent"]!, (int)ended["summary"]!["unknown"]!));
        Assert.Single(provider.Requests.Where(r => r.To is "reader1@example.net").Select(r => r.Key).Distinct());
    }

    [Fact]
    public async Task Task_WhoseCredentialsAreRefused_PausesStopsTheAccountAndGoesOnOnceMended()
    {
        await using var provider = await AcsStandIn.StartAsync();
        provider.Script.Everybody(new Misbehaviour.Refuse(401, "Denied", "The key is not valid."));
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var account = await company.AddAccountAsync("email", "acs", provider.Settings());
        var accountPath = $"/api/channel-accounts/{account["id"]}";

        var task = await company.SendAsync(account, Company.Emails(150));
        var paused = await app.UntilTaskIsAsync(company, task, "paused");
        var stopped = await company.GetAsync(accountPath);
        provider.Script.Everybody(null);
        await company.DoAsync(HttpMethod.Post, $"{accountPath}/activate");
        await company.ActAsync(task, "resume");
        var ended = await app.UntilEndedAsync(company, task, "completed");

        Assert.Contains("Denied", (string)paused["pauseReason"]!, StringComparison.Ordinal);
        Assert.Equal("stopped", (string)stopped["status"]!);
        Assert.Equal((150, 0), ((int)ended["summary"]!["sent"]!, (int)ended["summary"]!["failed"]!));
    }

    [Fact]
    public async Task Receipts_OfTheProvider_StandInTheHistoryAndNeverGoBackwards()
    {
        await using var provider = await AcsStandIn.StartAsync();
        await using var site = new AppSite();
        var app = await site.Start().ReadyAsync();
        using var company = new Company(site);
        var account = await company.AddAccountAsync("email", "acs", provider.Settings());
        var hook = new Uri((string)account["webhookUrl"]!);
        var task = await company.SendAsync(account, Company.Emails(120));
        await app.UntilEndedAsync(company, task, "completed");

        var bounced = provider.Mails.Keys.First();
        Assert.Equal(HttpStatusCode.OK, await provider.ReportAsync(hook, "Bounced", [bounced], CancellationToken.None));
        Assert.Equal(HttpStatusCode.OK, await provider.ReportAsync(hook, "Delivered", provider.Mails.Keys, CancellationToken.None));
        Assert.Equal(HttpStatusCode.OK, await provider.ReportAsync(hook, "Delivered", provider.Mails.Keys, CancellationToken.None));
        var forged = await provider.ReportAsync(new Uri(hook.GetLeftPart(UriPartial.Path) + "?code=guess"), "Bounced", provider.Mails.Keys, CancellationToken.None);

        await app.UntilAsync("all are settled", async () => await company.CountAsync(task, "delivered") == 119);
        Assert.Equal(HttpStatusCode.Forbidden, forged);
        Assert.Equal((119, 1), (await company.CountAsync(task, "sent"), await company.CountAsync(task, "failed")));
        Assert.Equal(bounced, Guid.Parse((string)Assert.Single(await company.MessagesAsync(task, "failed"))["id"]!));
    }
}
