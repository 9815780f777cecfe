using System.Text.Json.Nodes;
using CampaignTasks.Domain.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CampaignTasks.Api.Tests.Http;

public sealed class ProblemTests
{
    [Fact]
    public async Task Route_Unknown_Is404()
    {
        await using var api = await TestApi.StartAsync();

        (await api.Client(key: null).GetAsync("/api/nothing/here")).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task Method_Unknown_Is405AndNamesTheKnown()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var answer = await admin.SendAsync(HttpMethod.Put, "/api/tasks");

        answer.ExpectProblem(405, "methodNotAllowed");
        Assert.Contains("POST", answer.Headers["Allow"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    public async Task MediaType_Other_Is415(string mediaType)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        (await admin.PostTextAsync("/api/tasks", "{}", mediaType)).ExpectProblem(415, "unsupportedMediaType");
    }

    [Theory]
    [InlineData("gzip", 415)]
    [InlineData("identity, br", 415)]
    [InlineData("identity", 422)]
    public async Task Body_Encoded_Is415AndNamesTheHeader(string coding, int status)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", coding);

        var answer = await admin.SendAsync(HttpMethod.Post, "/api/tasks", content);

        Assert.Equal(status == 415, answer.Expect(status).Text("detail").Contains("Content-Encoding", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"name\":}")]
    [InlineData("{\"name\":\"a\"} {}")]
    [InlineData("{\"name\":\"\\x\"}")]
    public async Task Json_Malformed_Is400(string text)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        (await admin.PostTextAsync("/api/tasks", text)).ExpectProblem(400, "malformedJson");
    }

    [Fact]
    public async Task Json_TooDeep_Is400()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        (await admin.PostTextAsync("/api/tasks", $"{{\"audience\":{new string('[', 40)}{new string(']', 40)}}}")).ExpectProblem(
            400,
            "malformedJson"
        );
    }

    [Fact]
    public async Task Json_NotUtf8_Is400()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        (await admin.PostBytesAsync("/api/tasks", [.. "{\"name\":\""u8, 0xFF, 0xFE, .. "\"}"u8])).ExpectProblem(400, "malformedJson");
    }

    [Theory]
    [InlineData("null", "$")]
    [InlineData("[]", "$")]
    [InlineData("\"text\"", "$")]
    [InlineData("{\"name\":1}", "name")]
    [InlineData("{\"name\":\"\\ud800\"}", "name")]
    [InlineData("{\"nonsense\":1}", "nonsense")]
    [InlineData("{\"Name\":\"x\"}", "Name")]
    [InlineData("{\"name\":\"x\",\"name\":\"y\"}", "name")]
    [InlineData("{\"channel\":\"pigeon\"}", "channel")]
    [InlineData("{\"channel\":1}", "channel")]
    [InlineData("{\"accounts\":[1]}", "accounts[0]")]
    [InlineData("{\"accounts\":[null]}", "accounts[0]")]
    [InlineData("{\"audience\":{\"lines\":\"x\"}}", "audience.lines")]
    [InlineData("{\"pacing\":{\"ratePerSecond\":\"fast\"}}", "pacing.ratePerSecond")]
    [InlineData("{\"stopOnFailure\":\"yes\"}", "stopOnFailure")]
    [InlineData("{\"stopOnFailure\":null}", "stopOnFailure")]
    [InlineData("{\"start\":null}", "start")]
    [InlineData("{\"channel\":\"Email\"}", "channel")]
    [InlineData("{\"channel\":\"email, sms\"}", "channel")]
    [InlineData("{\"creative\":{\"templateVariables\":{\"a\":1}}}", "creative.templateVariables.a")]
    public async Task Field_Wrong_Is422AtItsPath(string text, string field)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        (await admin.PostTextAsync("/api/tasks", text)).ExpectInvalid(field);
    }

    [Fact]
    public async Task Field_OfSeveralWrongKinds_TellsAllWithTheFix()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var answer = await admin.PostTextAsync("/api/tasks", "{\"name\":1,\"channel\":\"pigeon\",\"extra\":true}");

        Assert.Contains("text", answer.ExpectInvalid("name"), StringComparison.Ordinal);
        Assert.Contains("email, sms, whatsapp", answer.ExpectInvalid("channel"), StringComparison.Ordinal);
        Assert.Contains("Known here: name, campaign", answer.ExpectInvalid("extra"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("status=asleep", "status")]
    [InlineData("status=draft,asleep", "status")]
    [InlineData("channel=pigeon", "channel")]
    [InlineData("cursor=nonsense", "cursor")]
    [InlineData("colour=red", "colour")]
    public async Task Query_Wrong_Is422AtItsName(string query, string field)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        (await admin.GetAsync($"/api/tasks?{query}")).ExpectInvalid(field);
    }

    [Fact]
    public async Task Query_WhereNoneIsKnown_IsRefused()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        (await admin.GetAsync("/api/api-keys?x=1")).ExpectInvalid("x");
    }

    [Fact]
    public async Task Fault_OfOurs_Is500WithATraceIdAndNoInsides()
    {
        var broken = new Mock<IAccountStore>();
        broken
            .Setup(store => store.ListAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidOperationException("insides"));
        await using var api = await TestApi.StartAsync(services => services.AddSingleton(broken.Object));
        var admin = await api.NewTenantAsync();

        var answer = await admin.GetAsync("/api/channel-accounts");

        var traceId = answer.ExpectProblem(500, "internal").Text("traceId");
        Assert.DoesNotContain("insides", answer.Text, StringComparison.Ordinal);
        Assert.Contains(traceId, api.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storage_ThatDoesNotAnswer_Is503()
    {
        var broken = new Mock<IAccountStore>();
        broken
            .Setup(store => store.ListAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new AggregateException(new IOException("refused")));
        await using var api = await TestApi.StartAsync(services => services.AddSingleton(broken.Object));
        var admin = await api.NewTenantAsync();

        var answer = await admin.GetAsync("/api/channel-accounts");

        answer.ExpectProblem(503, "unavailable");
        Assert.Equal("5", answer.Headers["Retry-After"]);
    }

    [Fact]
    public async Task Storage_ThatNeverAnswers_Is503AtTheRequestTimeout()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var silent = new Mock<IAccountStore>();
        silent
            .Setup(store => store.ListAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(
                async (string _, CancellationToken token) =>
                {
                    asked.TrySetResult();
                    await new TaskCompletionSource().Task.WaitAsync(token);
                    return [];
                }
            );
        await using var api = await TestApi.StartAsync(services => services.AddSingleton(silent.Object).AddSingleton<TimeProvider>(time));
        var admin = await api.NewTenantAsync();

        var answer = admin.GetAsync("/api/channel-accounts");
        await asked.Task;
        time.Advance(TimeSpan.FromMinutes(1));

        (await answer).ExpectProblem(503, "unavailable");
    }

    [Fact]
    public async Task Answers_All_CarryNoServerNameAndForbidSniffing()
    {
        await using var api = await TestApi.StartAsync();

        var answer = await api.Client(key: null).GetAsync("/");

        Assert.Equal(200, answer.Status);
        Assert.False(answer.Headers.ContainsKey("Server"));
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
    }

    [Theory]
    [InlineData("/api/tasks", 200)]
    [InlineData("/api/nothing", 404)]
    [InlineData("/api/openapi.json", 200)]
    [InlineData("/runtime/webhooks/durabletask/instances", 404)]
    public async Task Answers_OfTheApi_AreKeptByNoCache(string path, int status)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var answer = await admin.GetAsync(path);

        answer.Expect(status);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task Problem_Always_HasTheFieldsOfTheContract()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var problem = (await admin.PostTextAsync("/api/tasks", "{\"name\":1}")).Json.AsObject();

        Assert.Equal(
            ["code", "detail", "errors", "status", "title", "type"],
            problem.Select(field => field.Key).Order(StringComparer.Ordinal)
        );
        Assert.Equal("urn:campaign-tasks:problem:invalid", problem.Text("type"));
    }
}
