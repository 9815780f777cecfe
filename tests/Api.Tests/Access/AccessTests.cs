using System.Globalization;
using System.Text.Json.Nodes;
using CampaignTasks.Api.Access;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Runs;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Api.Tests.Access;

public sealed class AccessTests
{
    [Fact]
    public async Task Key_MissingWrongOrExpired_IsTheSame401()
    {
        await using var api = await TestApi.StartAsync();
        var expired = ApiKeys.NewText();
        await api.Get<ITenantStore>()
            .AddKeyAsync(
                new ApiKey(
                    "t",
                    "k",
                    ApiKeys.Hash(expired),
                    "old",
                    Role.Admin,
                    DateTimeOffset.UnixEpoch,
                    DateTimeOffset.UnixEpoch.AddDays(1)
                ),
                most: 1,
                CancellationToken.None
            );

        var missing = await api.Client(key: null).GetAsync("/api/tasks");
        var wrong = await api.Client(ApiKeys.NewText()).GetAsync("/api/tasks");
        var late = await api.Client(expired).GetAsync("/api/tasks");

        missing.ExpectProblem(401, "unauthorized");
        Assert.Equal(missing.Text, wrong.Text);
        Assert.Equal(missing.Text, late.Text);
        Assert.StartsWith("Bearer", missing.Headers["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Viewer, "GET", "/api/tasks", 200)]
    [InlineData(Role.Viewer, "GET", "/api/channel-accounts", 200)]
    [InlineData(Role.Viewer, "POST", "/api/creatives/preview", 415)]
    [InlineData(Role.Viewer, "POST", "/api/tasks", 403)]
    [InlineData(Role.Viewer, "GET", "/api/suppressions", 200)]
    [InlineData(Role.Viewer, "POST", "/api/suppressions", 403)]
    [InlineData(Role.Viewer, "DELETE", "/api/suppressions/email/ann@example.net", 403)]
    [InlineData(Role.Operator, "DELETE", "/api/suppressions/email/ann@example.net", 404)]
    [InlineData(Role.Viewer, "POST", "/api/tasks/01arz3ndektsv4rrffq69g5fav/pause", 403)]
    [InlineData(Role.Operator, "POST", "/api/tasks/01arz3ndektsv4rrffq69g5fav/pause", 404)]
    [InlineData(Role.Operator, "POST", "/api/tasks/01arz3ndektsv4rrffq69g5fav/approve", 403)]
    [InlineData(Role.Reviewer, "POST", "/api/tasks/01arz3ndektsv4rrffq69g5fav/approve", 415)]
    [InlineData(Role.Operator, "POST", "/api/tasks/01arz3ndektsv4rrffq69g5fav/reject", 403)]
    [InlineData(Role.Operator, "GET", "/api/tasks/01arz3ndektsv4rrffq69g5fav/review", 404)]
    [InlineData(Role.Viewer, "GET", "/api/tasks/01arz3ndektsv4rrffq69g5fav/tests", 404)]
    [InlineData(Role.Viewer, "GET", "/api/testers", 200)]
    [InlineData(Role.Viewer, "DELETE", "/api/testers/01arz3ndektsv4rrffq69g5fav", 403)]
    [InlineData(Role.Operator, "DELETE", "/api/testers/01arz3ndektsv4rrffq69g5fav", 404)]
    [InlineData(Role.Reviewer, "POST", "/api/channel-accounts", 403)]
    [InlineData(Role.Reviewer, "GET", "/api/api-keys", 403)]
    [InlineData(Role.Admin, "GET", "/api/api-keys", 200)]
    [InlineData(Role.Admin, "POST", "/api/tenants", 401)]
    public async Task Role_DecidesWhatAKeyMayDo(Role role, string method, string path, int status)
    {
        await using var api = await TestApi.StartAsync();
        var client = await api.NewKeyAsync(await api.NewTenantAsync(), role);

        var answer = await client.SendAsync(new HttpMethod(method), path);

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task Tenant_WithoutAPlatformKeyConfigured_IsNeverCreated()
    {
        await using var api = await TestApi.StartAsync(settings: ("PlatformKey", ""));

        (await api.Client(TestApi.PlatformKey).PostAsync("/api/tenants", new JsonObject { ["name"] = "x" })).ExpectProblem(
            403,
            "forbidden"
        );
    }

    [Fact]
    public async Task Endpoint_WithoutARule_IsClosedToEverybody()
    {
        await using var api = await TestApi.StartAsync(app => app.MapGet("/api/forgotten", () => "open"));
        var admin = await api.NewTenantAsync();

        (await admin.GetAsync("/api/forgotten")).ExpectProblem(401, "unauthorized");
        (await api.Client(TestApi.PlatformKey).GetAsync("/api/forgotten")).ExpectProblem(401, "unauthorized");
        (await api.Client(key: null).GetAsync("/api/forgotten")).ExpectProblem(401, "unauthorized");
    }

    [Fact]
    public async Task Rate_UsedUp_ComesBeforeARoleThatIsTooLow()
    {
        await using var api = await TestApi.StartAsync(
            services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56))),
            ("RequestsPerMinute", "3")
        );

        // The admin's request counts, too: the limit is the tenant's.
        var viewer = await api.NewKeyAsync(await api.NewTenantAsync(), Role.Viewer);

        var refused = await viewer.PostAsync("/api/tasks");
        var last = await viewer.GetAsync("/api/tasks");
        var over = await viewer.PostAsync("/api/tasks");

        refused.ExpectProblem(403, "forbidden");
        Assert.Contains("operator", refused.Json.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("\"tenant\";r=1;t=60", refused.Headers["RateLimit"]);
        Assert.Equal("\"tenant\";q=3;w=60", refused.Headers["RateLimit-Policy"]);
        last.Expect(200);
        over.ExpectProblem(429, "tooManyRequests");
        Assert.Equal("60", over.Headers["Retry-After"]);
    }

    [Fact]
    public async Task PlatformKey_OpensNothingElse()
    {
        await using var api = await TestApi.StartAsync();

        (await api.Client(TestApi.PlatformKey).GetAsync("/api/tasks")).ExpectProblem(401, "unauthorized");
    }

    [Fact]
    public async Task ForeignResources_AllOfThem_Are404()
    {
        await using var api = await TestApi.StartAsync();
        var owner = await api.NewTenantAsync();
        var stranger = await api.NewTenantAsync("Other");
        var account = await owner.NewAccountAsync();
        var task = (await owner.NewTaskAsync()).Id();
        var key = (await owner.GetAsync("/api/api-keys")).Json["items"]![0]!.Id();
        var run = await CampaignTasks.Api.Tests.Runs.LedgerFill.OpenAsync(api, task);

        foreach (
            var path in new[]
            {
                $"/api/tasks/{task}",
                $"/api/tasks/{task}/runs",
                $"/api/tasks/{task}/tests",
                $"/api/tasks/{task}/review",
                $"/api/tasks/{task}/runs/{run.Id}",
                $"/api/tasks/{task}/runs/{run.Id}/messages",
                $"/api/channel-accounts/{account}",
            }
        )
        {
            (await owner.GetAsync(path)).Expect(200);
            (await stranger.GetAsync(path)).ExpectProblem(404, "notFound");
        }

        foreach (var move in new[] { "start", "pause", "resume", "stop", "cancel", "copy", "withdraw" })
        {
            (await stranger.PostAsync($"/api/tasks/{task}/{move}")).ExpectProblem(404, "notFound");
        }

        foreach (
            var (move, field, value) in new (string, string, JsonNode)[]
            {
                ("test", "testers", new JsonArray("tester")),
                ("submit", "reason", "why"),
                ("approve", "planHash", "hash"),
                ("reject", "reason", "why"),
            }
        )
        {
            (await stranger.PostAsync($"/api/tasks/{task}/{move}", new JsonObject { [field] = value })).ExpectProblem(404, "notFound");
        }

        (await stranger.PatchAsync($"/api/tasks/{task}", new JsonObject(), ("If-Match", "*"))).ExpectProblem(404, "notFound");
        (await stranger.DeleteAsync($"/api/tasks/{task}")).ExpectProblem(404, "notFound");
        (await stranger.PatchAsync($"/api/channel-accounts/{account}", new JsonObject())).ExpectProblem(404, "notFound");
        (await stranger.PostAsync($"/api/channel-accounts/{account}/activate")).ExpectProblem(404, "notFound");
        (await stranger.DeleteAsync($"/api/channel-accounts/{account}")).ExpectProblem(404, "notFound");
        (await stranger.DeleteAsync($"/api/api-keys/{key}")).ExpectProblem(404, "notFound");
        Assert.Empty((await stranger.GetAsync("/api/tasks")).Expect(200)["items"]!.AsArray());

        var address = new JsonObject { ["channel"] = "email", ["address"] = "ann@example.net" };
        (await owner.PostAsync("/api/suppressions", address)).Expect(201);
        (await stranger.DeleteAsync("/api/suppressions/email/ann@example.net")).ExpectProblem(404, "notFound");
        Assert.Empty((await stranger.GetAsync("/api/suppressions")).Expect(200)["items"]!.AsArray());
        Assert.Empty((await stranger.GetAsync("/api/suppressions?channel=email&address=ann@example.net")).Expect(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task Run_OfAnotherTask_Is404()
    {
        await using var api = await TestApi.StartAsync();
        var owner = await api.NewTenantAsync();
        var first = (await owner.NewTaskAsync()).Id();
        var second = (await owner.NewTaskAsync()).Id();
        var run = await CampaignTasks.Api.Tests.Runs.LedgerFill.OpenAsync(api, first);

        (await owner.GetAsync($"/api/tasks/{second}/runs/{run.Id}")).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task Key_Deleted_StopsAtOnce()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var viewer = await api.NewKeyAsync(admin, Role.Viewer);
        (await viewer.GetAsync("/api/tasks")).Expect(200);
        var id = (await admin.GetAsync("/api/api-keys")).Json["items"]!.AsArray().Single(key => key!.Text("role") == "viewer")!.Id();

        (await admin.DeleteAsync($"/api/api-keys/{id}")).Expect(204);

        (await viewer.GetAsync("/api/tasks")).ExpectProblem(401, "unauthorized");
    }

    [Fact]
    public async Task LastAdminKey_CannotBeDeleted()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await api.NewKeyAsync(admin, Role.Reviewer);
        var id = (await admin.GetAsync("/api/api-keys")).Json["items"]!.AsArray().Single(key => key!.Text("role") == "admin")!.Id();

        (await admin.DeleteAsync($"/api/api-keys/{id}")).ExpectProblem(409, "lastAdminKey");
    }

    [Fact]
    public async Task Keys_AreShownOnceAndNeverLogged()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var key = (await admin.PostAsync("/api/api-keys", new JsonObject { ["name"] = "k", ["role"] = "viewer" })).Expect(201).Text("key");

        var list = await admin.GetAsync("/api/api-keys");

        Assert.StartsWith("ctk_", key, StringComparison.Ordinal);
        Assert.DoesNotContain(key, list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ApiKeys.Hash(key), list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(key, api.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_WithFaults_TellsThem()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var answer = await admin.PostAsync("/api/api-keys", new JsonObject { ["name"] = " ", ["expiresAt"] = "2020-01-01T00:00:00Z" });

        answer.ExpectInvalid("name");
        Assert.Contains("viewer, operator, reviewer, admin", answer.ExpectInvalid("role"), StringComparison.Ordinal);
        answer.ExpectInvalid("expiresAt");
    }

    [Fact]
    public async Task Requests_OverTheRate_Are429WithTheWait()
    {
        await using var api = await TestApi.StartAsync(settings: ("RequestsPerMinute", "3"));
        var admin = await api.NewTenantAsync();

        Answer answer;
        var asked = 0;
        do
        {
            // A minute may turn in between; more than twice the limit cannot fit into two.
            answer = await admin.GetAsync("/api/tasks");
        } while (answer.Status == 200 && ++asked < 8);

        answer.ExpectProblem(429, "tooManyRequests");
        Assert.InRange(int.Parse(answer.Headers["Retry-After"], CultureInfo.InvariantCulture), 0, 60);
        Assert.Contains("r=0", answer.Headers["RateLimit"], StringComparison.Ordinal);
    }
}
