using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>A tenant is suspended, resumed and removed while its run sends; another one notices nothing.</summary>
public sealed class TenantLifeTests
{
    private const string PlatformKey = "test-key-of-the-platform-0123456789";
    private const int Messages = 1_000;

    [Fact]
    public async Task Tenant_SuspendedWhileItSends_SendsNothing_AndWhenResumedGoesOnWithNobodyTwice()
    {
        await using var scene = await StartAsync();
        using var platform = new Company(scene.Site, PlatformKey);
        var (id, key) = await JoinAsync(platform);
        using var acme = new Company(scene.Site, key);
        var task = await SendAsync(scene, acme);

        await SetAsync(platform, id, "suspended");
        await QuietAsync(scene);

        var (status, problem) = await acme.AskAsync(HttpMethod.Get, $"/api/tasks/{task}");
        Assert.Equal((HttpStatusCode.Forbidden, "tenantSuspended"), (status, (string)problem!["code"]!));
        var sent = Requests(scene);
        Assert.InRange(sent, 1, Messages - 1);
        await scene.EndedAsync(await scene.SendAsync(20), "completed");
        Assert.Equal(sent, Requests(scene));

        await SetAsync(platform, id, "active");
        var ended = await scene.App.UntilEndedAsync(acme, task, "completed");

        Assert.Equal(Messages, (int)ended["summary"]!["sent"]!);
        Assert.Equal(Messages, Mails(scene).Distinct().Count());
        Assert.Equal(Messages, Mails(scene).Count());
    }

    [Fact]
    public async Task Tenant_RemovedWhileItSends_LeavesNothing_AlsoWhenTheAppIsKilledMeanwhile_AndNoOtherNotices()
    {
        await using var scene = await StartAsync();
        using var platform = new Company(scene.Site, PlatformKey);
        var (id, key) = await JoinAsync(platform);
        using var acme = new Company(scene.Site, key);
        await acme.DoAsync(HttpMethod.Put, "/api/contacts/ann", new { addresses = new { email = "acme0@example.net" } });
        await SendAsync(scene, acme);
        var others = await scene.SendAsync(20);
        await scene.EndedAsync(others, "completed");
        Assert.NotEqual(0, await RowsAsync(scene, id));

        await platform.DoAsync(HttpMethod.Delete, $"/api/tenants/{id}");
        await scene.App.KillAsync();
        var app = await scene.Site.Start().ReadyAsync();

        await app.UntilAsync("the tenant is gone", async () =>
            (await platform.AskAsync(HttpMethod.Get, $"/api/tenants/{id}")).Status is HttpStatusCode.NotFound
        );
        Assert.Equal(0, await RowsAsync(scene, id));
        Assert.InRange(Requests(scene), 1, Messages - 1);
        var (refused, _) = await acme.AskAsync(HttpMethod.Get, "/api/tasks");
        Assert.Equal(HttpStatusCode.Unauthorized, refused);
        Assert.Equal(20, await scene.Company.CountAsync(others, "sent"));
        await app.UntilEndedAsync(scene.Company, await scene.SendAsync(20), "completed");
    }

    private static Task<MailFixture> StartAsync() =>
        MailFixture.StartAsync(
            script => script.Everybody(new Misbehaviour.Slow(TimeSpan.FromMilliseconds(50))),
            ("CampaignTasks__PlatformKey", PlatformKey)
        );

    private static async Task<(string Id, string Key)> JoinAsync(Company platform)
    {
        var tenant = await platform.DoAsync(HttpMethod.Post, "/api/tenants", new { name = "Acme" });
        return ((string)tenant["id"]!, (string)tenant["apiKey"]!);
    }

    /// <summary>Starts a run of a company's own, and waits until some of it has left.</summary>
    private static async Task<string> SendAsync(MailFixture scene, Company acme)
    {
        var account = await acme.AddAccountAsync("email", "acs", scene.Provider.Settings());
        var list = string.Join('\n', Enumerable.Range(0, Messages).Select(n => $"acme{n}@example.net"));
        var task = await acme.SendAsync(account, list);
        await scene.App.UntilAsync("the run sends", () => Task.FromResult(Requests(scene) > 20));
        return task;
    }

    private static async Task SetAsync(Company platform, string id, string status) =>
        Assert.Equal(status, (string)(await platform.DoAsync(HttpMethod.Patch, $"/api/tenants/{id}", new { status }))["status"]!);

    /// <summary>Waits until no request of the company has come for a while: what was with the provider has settled.</summary>
    private static async Task QuietAsync(MailFixture scene)
    {
        for (var before = -1; before != Requests(scene); )
        {
            before = Requests(scene);

            // The other company's run is the clock: it takes longer than a sender takes to notice.
            var run = await scene.Company.SendAsync(scene.Account, Company.Emails(40), schedule: null);
            await UntilDoneAsync(scene, run);
        }
    }

    private static async Task UntilDoneAsync(MailFixture scene, string run)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((string)(await scene.Company.GetAsync($"/api/tasks/{run}"))["status"]! is not "completed")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
        }
    }

    private static int Requests(MailFixture scene) => scene.Provider.Requests.Count(request => IsAcmes(request.To));

    private static IEnumerable<string> Mails(MailFixture scene) => scene.Provider.Mails.Values.Select(mail => mail.To).Where(IsAcmes);

    private static bool IsAcmes(string address) => address.StartsWith("acme", StringComparison.Ordinal);

    /// <summary>Counts the company's rows in all tables; its entry in the list of tenants is not among them.</summary>
    private static async Task<int> RowsAsync(MailFixture scene, string id)
    {
        var service = new TableServiceClient(scene.Site.ConnectionString);
        var rows = 0;
        await foreach (var table in service.QueryAsync())
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey ge {$"{id}|"} and PartitionKey lt {id + "}"}");
            rows += await service.GetTableClient(table.Name).QueryAsync<TableEntity>(filter, select: ["PartitionKey"]).CountAsync();
        }

        return rows;
    }
}
