using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>Two processes of the app on one hub.</summary>
public sealed class TwoProcessTests
{
    [Fact]
    public async Task Tasks_PacedAndFast_LeaveOnceEach()
    {
        await using var scene = await MailFixture.StartAsync();
        await using var second = SiteBeside(scene.Site);
        await second.Start().ReadyAsync();
        using var there = new Company(second);

        var paced = await scene.Company.DoAsync(
            HttpMethod.Post,
            "/api/tasks",
            new
            {
                name = "Paced",
                channel = "email",
                accounts = new[] { (string)scene.Account["id"]! },
                audience = new { list = string.Join('\n', Enumerable.Range(0, 20).Select(n => $"paced{n}@example.net")) },
                creative = new { subject = "Hello", text = "Hi" },
                pacing = new { pauseBetweenMessages = "PT0.1S" },
            }
        );
        var fast = await there.SendAsync(scene.Account, Company.Emails(1_000));
        await scene.EndedAsync(fast, "completed");
        await scene.EndedAsync((string)paced["id"]!, "completed");

        Assert.Equal(1_020, scene.Provider.Mails.Count);
        Assert.Equal(0, scene.Provider.DuplicateRequests);
    }

    [Fact]
    public async Task Process_ThatIsKilled_LeavesItsWorkToTheOther()
    {
        await using var scene = await MailFixture.StartAsync(script =>
            script.Everybody(new Misbehaviour.Slow(TimeSpan.FromMilliseconds(20)))
        );
        await using var second = SiteBeside(scene.Site);
        var survivor = await second.Start().ReadyAsync();
        using var there = new Company(second);
        var task = await scene.SendAsync(4_000);
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await scene.Provider.WaitForRequestsAsync(500, timeout.Token);

        await scene.App.KillAsync();
        var ended = await survivor.UntilEndedAsync(there, task, "completed");

        Assert.Equal(4_000, (int)ended["summary"]!["sent"]!);
        Assert.Equal(4_000, scene.Provider.Mails.Count);
    }

    private static AppSite SiteBeside(AppSite site)
    {
        var beside = new AppSite(site);
        beside.Environment["CampaignTasks__HubName"] = site.Environment["CampaignTasks__HubName"];
        return beside;
    }
}
