using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Runs;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Api.Tests.Inboxes;

public sealed class InboxEndpointTests
{
    private const string Shop = "https://shop.example.com";

    [Fact]
    public async Task Token_MakesTheContactReachable_AndOpensItsOwnInboxOnly()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var (ann, bob) = (await NewReaderAsync(api, admin, "ann"), await NewReaderAsync(api, admin, "bob"));
        var tenant = await TenantOfAsync(api);
        await StoreAsync(api, tenant, "ann", new MessageId(new RunId(1), 0, 0), "for Ann");

        var addresses = (await admin.GetAsync("/api/contacts/ann")).Expect(200)["addresses"]!;
        Assert.Equal(("ann", "ann"), (addresses.Text("inbox"), addresses.Text("web")));
        var list = (await ann.GetAsync("/api/inbox")).Expect(200);
        Assert.Equal((1, "for Ann"), (list["unread"]!.GetValue<int>(), list["items"]![0]!.Text("text")));
        Assert.Empty((await bob.GetAsync("/api/inbox")).Expect(200)["items"]!.AsArray());
        (await bob.PostAsync($"/api/inbox/{list["items"]![0]!.Text("id")}/read")).ExpectProblem(404, "notFound");

        (await ann.GetAsync("/api/contacts/ann")).ExpectProblem(401, "unauthorized");
        (await ann.PostAsync("/api/contacts/bob/tokens")).ExpectProblem(401, "unauthorized");
        (await admin.GetAsync("/api/inbox")).ExpectProblem(401, "unauthorized");
    }

    [Fact]
    public async Task Contact_ReplacedByOneWithoutAddresses_KeepsItsInbox_AndNullClosesIt()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await NewReaderAsync(api, admin, "ann");

        (await admin.PutAsync("/api/contacts/ann", new JsonObject { ["country"] = "FR" })).Expect(200);
        Assert.Equal("ann", (await admin.GetAsync("/api/contacts/ann")).Expect(200)["addresses"]!.Text("inbox"));

        var closed = new JsonObject { ["addresses"] = new JsonObject { ["inbox"] = null } };
        (await admin.PatchAsync("/api/contacts/ann", closed)).Expect(200);
        Assert.Null((await admin.GetAsync("/api/contacts/ann")).Expect(200)["addresses"]!["inbox"]);
    }

    [Fact]
    public async Task Address_OfAnotherContactsInbox_NamesTheField()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var body = new JsonObject
        {
            ["id"] = "ann",
            ["addresses"] = new JsonObject { ["inbox"] = "bob" },
        };

        Assert.Contains(
            "own id",
            (await admin.PostAsync("/api/contacts", body)).ExpectInvalid("addresses.inbox"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Read_ReachesTheLedgerAsRead_AndCountsDown()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var ann = await NewReaderAsync(api, admin, "ann");
        var task = await admin.NewTaskAsync();
        var run = await LedgerFill.OpenAsync(api, task.Id());
        await LedgerFill.SettleAsync(api, run, 0, 0, MessageState.Sent);
        var id = new MessageId(run.Id, 0, 0);
        await StoreAsync(api, run.TenantId, "ann", id, "first", task["accounts"]![0]!.GetValue<string>());
        await StoreAsync(api, run.TenantId, "ann", new MessageId(run.Id, 0, 1), "second", "deleted-account");

        var read = (await ann.PostAsync($"/api/inbox/{id}/read")).Expect(200);
        var again = (await ann.PostAsync($"/api/inbox/{id}/read")).Expect(200);

        Assert.NotNull(read["readAt"]);
        Assert.Equal(read.Text("readAt"), again.Text("readAt"));
        var list = (await ann.GetAsync("/api/inbox")).Expect(200);
        Assert.Equal(["second", "first"], list["items"]!.AsArray().Select(item => item!.Text("text")));
        Assert.Equal(1, list["unread"]!.GetValue<int>());
        var message = (await admin.GetAsync($"/api/tasks/{task.Id()}/runs/{run.Id}/messages")).Expect(200)["items"]![0]!;
        Assert.Equal("read", message.Text("status"));
        (await ann.PostAsync($"/api/inbox/{new MessageId(run.Id, 0, 1)}/read")).Expect(200);
        Assert.Equal(1, (await api.Get<ILedger>().CountAsync(run, CancellationToken.None)).Read);
    }

    [Fact]
    public async Task Token_ExpiredForgedOrOfAContactThatIsGone_IsTheSame401()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 2, 3, 10, 0, 0, TimeSpan.Zero));
        await using var api = await TestApi.StartAsync(services => services.AddSingleton<TimeProvider>(time));
        var admin = await api.NewTenantAsync();
        var (ann, bob) = (await NewReaderAsync(api, admin, "ann", "PT10M"), await NewReaderAsync(api, admin, "bob", "P30D"));
        (await ann.GetAsync("/api/inbox")).Expect(200);

        time.Advance(TimeSpan.FromMinutes(10));
        var expired = await ann.GetAsync("/api/inbox");
        (await bob.GetAsync("/api/inbox")).Expect(200);
        await api.Get<IContactStore>().DeleteAsync(await TenantOfAsync(api), "bob", CancellationToken.None);
        var gone = await bob.GetAsync("/api/inbox");
        await NewReaderAsync(api, admin, "bob");
        var another = await bob.GetAsync("/api/inbox");
        var forged = await api.Client("v1.00000000.AAAA").GetAsync("/api/inbox");

        expired.ExpectProblem(401, "unauthorized");
        Assert.All([gone, another, forged], answer => Assert.Equal(expired.Text, answer.Text));
    }

    [Fact]
    public async Task Token_OfASuspendedTenant_OpensNothing()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var ann = await NewReaderAsync(api, admin, "ann");
        var tenant = await TenantOfAsync(api);

        (await api.Client(TestApi.PlatformKey).PatchAsync($"/api/tenants/{tenant}", new JsonObject { ["status"] = "suspended" })).Expect(
            200
        );

        (await ann.GetAsync("/api/inbox")).ExpectProblem(403, "tenantSuspended");
    }

    [Theory]
    [InlineData("PT59S")]
    [InlineData("P31D")]
    [InlineData("1h")]
    [InlineData("")]
    public async Task Token_WithALifetimeOutOfRange_NamesTheField(string lifetime)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.PutAsync("/api/contacts/ann", new JsonObject());

        (await admin.PostAsync("/api/contacts/ann/tokens", new JsonObject { ["lifetime"] = lifetime })).ExpectInvalid("lifetime");
    }

    [Fact]
    public async Task Requests_OfAContact_CountForTheContact_NotForItsTenant()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var api = await TestApi.StartAsync(services => services.AddSingleton<TimeProvider>(time));
        var admin = await api.NewTenantAsync();
        var (ann, bob) = (await NewReaderAsync(api, admin, "ann"), await NewReaderAsync(api, admin, "bob"));

        for (var asked = 0; asked < 120; asked++)
        {
            (await ann.GetAsync("/api/inbox")).Expect(200);
        }

        (await ann.GetAsync("/api/inbox")).ExpectProblem(429, "tooManyRequests");
        (await bob.GetAsync("/api/inbox")).Expect(200);
        (await admin.GetAsync("/api/contacts/ann")).Expect(200);
    }

    [Theory]
    [InlineData(Shop, Shop)]
    [InlineData("https://evil.example.com", null)]
    [InlineData("null", null)]
    public async Task Preflight_IsAnsweredToListedOriginsOnly(string origin, string? allowed)
    {
        await using var api = await TestApi.StartAsync(settings: ("InboxOrigins", $"{Shop}, http://localhost:3000"));
        var ann = await NewReaderAsync(api, await api.NewTenantAsync(), "ann");

        var preflight = await api.Client(key: null)
            .SendAsync(
                HttpMethod.Options,
                "/api/inbox",
                content: null,
                ("Origin", origin),
                ("Access-Control-Request-Method", "GET"),
                ("Access-Control-Request-Headers", "authorization")
            );
        var answer = await ann.SendAsync(HttpMethod.Get, "/api/inbox", content: null, ("Origin", origin));
        var elsewhere = await ann.SendAsync(HttpMethod.Get, "/api/tasks", content: null, ("Origin", origin));

        Assert.Equal(204, preflight.Status);
        Assert.Equal(allowed, preflight.Headers.GetValueOrDefault("Access-Control-Allow-Origin"));
        Assert.Equal(allowed, answer.Headers.GetValueOrDefault("Access-Control-Allow-Origin"));
        Assert.Null(elsewhere.Headers.GetValueOrDefault("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("shop.example.com")]
    [InlineData("https://shop.example.com/")]
    [InlineData("https://shop.example.com/path")]
    [InlineData("http://shop.example.com")]
    [InlineData("https://Shop.example.com")]
    [InlineData("https://shop.example.com; script-src *")]
    public async Task Origins_ThatAreNone_StopTheStart(string origins)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => TestApi.StartAsync(settings: ("InboxOrigins", origins)));

        Assert.Contains("CampaignTasks__InboxOrigins", failure.ToString(), StringComparison.Ordinal);
    }

    private static async Task<ApiClient> NewReaderAsync(TestApi api, ApiClient admin, string id, string? lifetime = null)
    {
        (await admin.PutAsync($"/api/contacts/{id}", new JsonObject())).Expect(201);
        var body = lifetime is null ? null : new JsonObject { ["lifetime"] = lifetime };
        return api.Client((await admin.PostAsync($"/api/contacts/{id}/tokens", body)).Expect(200).Text("token"));
    }

    private static async Task<string> TenantOfAsync(TestApi api)
    {
        await foreach (var tenant in api.Get<ITenantStore>().AllAsync(CancellationToken.None))
        {
            return tenant.Id;
        }

        throw new InvalidOperationException("There is no tenant.");
    }

    private static Task StoreAsync(TestApi api, string tenant, string contact, MessageId id, string text, string account = "account") =>
        api.Get<IInboxStore>()
            .AddAsync(
                new InboxMessage
                {
                    TenantId = tenant,
                    ContactId = contact,
                    Id = id,
                    AccountId = account,
                    Channel = ChannelKind.Inbox,
                    Text = text,
                    ReceivedAt = DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(-id.Index),
                },
                CancellationToken.None
            );
}
