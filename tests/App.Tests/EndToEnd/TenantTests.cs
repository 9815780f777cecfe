using System.Net;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>Two companies on one deployment: what is one's does not exist for the other.</summary>
public sealed class TenantTests
{
    private const string PlatformKey = "test-key-of-the-platform";

    [Fact]
    public async Task AnotherTenant_SeesChangesAndGuessesNothing()
    {
        await using var scene = await MailFixture.StartAsync(settings: ("CampaignTasks__PlatformKey", PlatformKey));
        var (acme, account) = (scene.Company, scene.Account);
        using var rival = await JoinAsync(scene, "Rival");
        var task = await scene.SendAsync(12);
        await scene.EndedAsync(task, "completed");
        var run = await acme.RunAsync(task);

        (HttpMethod Method, string Path)[] attempts =
        [
            (HttpMethod.Get, $"/api/tasks/{task}"),
            (HttpMethod.Delete, $"/api/tasks/{task}"),
            (HttpMethod.Get, $"/api/tasks/{task}/runs"),
            (HttpMethod.Get, $"/api/tasks/{task}/runs/{run}"),
            (HttpMethod.Get, $"/api/tasks/{task}/runs/{run}/messages"),
            (HttpMethod.Get, $"/api/channel-accounts/{account["id"]}"),
            (HttpMethod.Delete, $"/api/channel-accounts/{account["id"]}"),
            (HttpMethod.Post, $"/api/channel-accounts/{account["id"]}/activate"),
            .. new[] { "start", "pause", "resume", "stop", "cancel", "copy" }.Select(action =>
                (HttpMethod.Post, $"/api/tasks/{task}/{action}")
            ),
        ];
        foreach (var (method, path) in attempts)
        {
            var (status, body) = await rival.AskAsync(method, path);
            Assert.True(status is HttpStatusCode.NotFound, $"{method} {path} answered {status}: {body?.ToJsonString()}");
        }

        foreach (var list in new[] { "/api/tasks", "/api/channel-accounts", "/api/sandbox/messages" })
        {
            Assert.Empty((await rival.GetAsync(list))["items"]!.AsArray());
        }

        Assert.Equal(12, await acme.CountAsync(task, "sent"));
    }

    [Fact]
    public async Task AnotherTenantsAccount_CannotReportOnOrSendFor()
    {
        await using var scene = await MailFixture.StartAsync(settings: ("CampaignTasks__PlatformKey", PlatformKey));
        var (acme, account) = (scene.Company, scene.Account);
        using var rival = await JoinAsync(scene, "Rival");
        var task = await scene.SendAsync(5);
        await scene.EndedAsync(task, "completed");
        var rivals = await rival.AddAccountAsync("email", "acs", scene.Provider.Settings());

        var reported = await scene.Provider.ReportAsync(
            new Uri((string)rivals["webhookUrl"]!),
            "Bounced",
            scene.Provider.Mails.Keys,
            CancellationToken.None
        );
        var (borrowed, problem) = await rival.AskAsync(
            HttpMethod.Post,
            "/api/tasks",
            new
            {
                name = "Borrowed",
                channel = "email",
                accounts = new[] { (string)account["id"]! },
                audience = new { list = "ann@example.net" },
                creative = new { subject = "Hi", text = "Hi" },
            }
        );

        Assert.Equal(HttpStatusCode.OK, reported);
        Assert.Equal((5, 0), (await acme.CountAsync(task, "sent"), await acme.CountAsync(task, "failed")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, borrowed);
        Assert.Contains("accounts", problem!["errors"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(5, scene.Provider.RequestCount);
    }

    private static async Task<Company> JoinAsync(MailFixture scene, string name)
    {
        using var platform = new Company(scene.Site, PlatformKey);
        return new Company(scene.Site, (string)(await platform.DoAsync(HttpMethod.Post, "/api/tenants", new { name }))["apiKey"]!);
    }
}
