using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CampaignTasks.Api.Audiences;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CampaignTasks.Api.Tests.Audiences;

public sealed class AddressUploadTests
{
    private const string Path = "/api/audiences/import?name=Spring&channel=email";
    private static readonly InMemorySettingsStore Settings = new();

    [Fact]
    public async Task File_OfAddresses_IsSaved_AndReachedByTheTasksThatNameIt()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("c1", "reader7@example.net", consent: null);
        await admin.NewContactAsync("c2", "Reader8@Example.net", consent: "unsubscribed");
        await admin.NewContactAsync("c3", "eve@example.net", consent: null);

        var answer = await UploadAsync(admin, $"\uFEFF{Emails(1_200)}\r\n\r\nREADER7@example.net\r\n");
        var saved = answer.Expect(201);
        var read = await admin.GetAsync($"/api/audiences/{saved.Id()}");
        var audience = new JsonObject { ["audienceId"] = saved.Id() };
        var task = await admin.NewTaskAsync(Bodies.Draft().With("audience", audience.DeepClone()));
        var preview = (
            await admin.PostAsync("/api/audiences/preview", new JsonObject { ["channel"] = "email", ["audience"] = audience.DeepClone() })
        ).Expect(200);
        var dryRun = (await admin.PostAsync("/api/tasks/dry-run", Bodies.Task().With("audience", audience.DeepClone()))).Expect(200);

        Assert.Equal(($"/api/audiences/{saved.Id()}", read.Headers["ETag"]), (answer.Headers["Location"], answer.Headers["ETag"]));
        Assert.Equal(("Spring", "addresses"), (saved.Text("name"), saved.Text("kind")));
        Assert.Equal("""{"channel":"email","size":1200,"duplicates":1}""", read.Expect(200)["addresses"]!.ToJsonString());
        Assert.Equal(
            """{"matched":1201,"duplicate":1,"noAddress":0,"noConsent":1,"suppressed":0,"ownsProduct":0,"capped":0,"planned":1199}""",
            preview["waterfall"]!.ToJsonString()
        );
        Assert.Equal("c1", preview["recipients"]![7]!.Text("contactId"));
        Assert.Equal(1199, dryRun["messages"]!.AsArray().Count);
        var (ann, eve) = (await WhyAsync(admin, "c1", task), await WhyAsync(admin, "c3", task));
        Assert.Equal("In the audience and eligible: the task has not begun.", ann.Text("answer"));
        Assert.Equal(("addresses", saved.Id()), (ann["audience"]!.Text("kind"), ann["audience"]!.Text("audienceId")));
        Assert.Equal("Not in the audience now: addresses: eve@example.net is not among its 1200 addresses.", eve.Text("answer"));
    }

    [Fact]
    public async Task WrongLines_AreReportedByNumber_AndNothingIsKept()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var wrong = string.Concat(Enumerable.Repeat("nobody\n", 150));

        var upload = await UploadAsync(admin, $"{Emails(1_200)}\n{wrong}{new string('x', 100_000)}\n{Emails(1_200)}");

        var words = upload.ExpectInvalid("file");

        Assert.StartsWith("Line 1201 ('nobody'): An e-mail address needs an @", words, StringComparison.Ordinal);
        Assert.EndsWith("52 more lines are wrong.", words, StringComparison.Ordinal);
        await NothingIsKeptAsync(api, admin);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF \r\n\t\n")]
    public async Task File_OfNothing_IsRefused(string file)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        Assert.Contains("empty", (await UploadAsync(admin, file)).ExpectInvalid("file"), StringComparison.Ordinal);
        await NothingIsKeptAsync(api, admin);
    }

    [Fact]
    public async Task Addresses_BeyondTheLimit_AreRefused_AndSoAreRepetitionsWithoutEnd()
    {
        await using var api = await TestApi.StartAsync(services =>
            services.AddSingleton(provider => new AddressUpload(provider.GetRequiredService<IAudienceStore>(), Settings) { Most = 1_200 })
        );
        var admin = await api.NewTenantAsync();

        (await UploadAsync(admin, $"{Emails(1_200)}\n{Emails(1_200)}")).Expect(201);
        var words = (await UploadAsync(admin, Emails(1_201))).ExpectInvalid("file");
        Assert.Contains("more than 1200 addresses", words, StringComparison.Ordinal);
        words = (await UploadAsync(admin, string.Concat(Enumerable.Repeat("ann@example.net\n", 20_000)))).ExpectInvalid("file");
        Assert.Contains("more than 12000 lines", words, StringComparison.Ordinal);

        Assert.Equal((1_000_000, 1), (new AddressUpload(new InMemoryAudienceStore(), Settings).Most, Store(api).Pieces));
    }

    [Fact]
    public async Task Channel_OfATask_MustBeThatOfTheAddresses()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var texts = (
            await admin.SendAsync(HttpMethod.Post, "/api/audiences/import?name=Texts&channel=sms", Plain("+7 916 123-45-67\n+79161234567"))
        ).Expect(201);
        Assert.Equal((1, 1), (texts["addresses"]!["size"]!.GetValue<int>(), texts["addresses"]!["duplicates"]!.GetValue<int>()));
        var task = await admin.NewTaskAsync(Bodies.Draft());
        JsonObject Audience() => new() { ["audienceId"] = texts.Id() };

        Answer[] answers =
        [
            await admin.PostAsync("/api/tasks", Bodies.Task().With("audience", Audience())),
            await admin.PostAsync("/api/tasks/dry-run", Bodies.Task().With("audience", Audience())),
            await admin.PatchAsync($"/api/tasks/{task.Id()}", new JsonObject { ["audience"] = Audience() }, ("If-Match", "*")),
            await admin.PostAsync("/api/audiences/preview", new JsonObject { ["channel"] = "email", ["audience"] = Audience() }),
        ];

        Assert.All(answers, answer =>
            Assert.Contains("channel sms, not of email", answer.ExpectInvalid("audience.audienceId"), StringComparison.Ordinal)
        );
        (await admin.PostAsync("/api/audiences/preview", new JsonObject { ["channel"] = "sms", ["audience"] = Audience() })).Expect(200);
    }

    [Fact]
    public async Task Addresses_KeepTheirName_NothingElseChanges_AndGoWithTheAudience()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = (await UploadAsync(admin, Emails(600))).Expect(201).Id();
        var segment = new JsonObject { ["countries"] = new JsonArray("FR") };

        Assert.Equal(
            "Autumn",
            (await admin.PatchAsync($"/api/audiences/{id}", new JsonObject { ["name"] = "Autumn" })).Expect(200).Text("name")
        );
        (await admin.PatchAsync($"/api/audiences/{id}", new JsonObject { ["segment"] = segment.DeepClone() })).ExpectInvalid("segment");
        (await admin.PostAsync($"/api/audiences/{id}/members", new JsonObject { ["add"] = new JsonArray("c1") })).ExpectProblem(
            409,
            "notAList"
        );
        (await admin.GetAsync($"/api/audiences/{id}/members")).ExpectProblem(409, "notAList");
        (
            await admin.PostAsync(
                "/api/audiences",
                new JsonObject
                {
                    ["name"] = "X",
                    ["segment"] = new JsonObject { ["list"] = id },
                }
            )
        ).ExpectInvalid("segment");
        Assert.Equal("Autumn", (await admin.GetAsync("/api/audiences")).Expect(200)["items"]![0]!.Text("name"));

        var task = await admin.NewTaskAsync(Bodies.Draft().With("audience", new JsonObject { ["audienceId"] = id }));
        (await admin.DeleteAsync($"/api/audiences/{id}")).ExpectProblem(409, "audienceInUse");
        (await admin.PostAsync($"/api/tasks/{task.Id()}/cancel")).Expect(200);
        (await admin.DeleteAsync($"/api/audiences/{id}")).Expect(204);
        await NothingIsKeptAsync(api, admin);
    }

    [Fact]
    public async Task File_InUtf16WithItsMark_IsRead_AndOtherEncodingsAreReported()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var marked = await admin.SendAsync(
            HttpMethod.Post,
            Path,
            Plain([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("info@bücher.example\r\n")])
        );
        var unmarked = await admin.SendAsync(HttpMethod.Post, Path, Plain(Encoding.Unicode.GetBytes("ann@example.net\n")));
        var latin = await admin.SendAsync(
            HttpMethod.Post,
            "/api/audiences/import?name=Spring&channel=push",
            Plain(Encoding.Latin1.GetBytes("ann\nZoë\n"))
        );

        Assert.Equal(1, marked.Expect(201)["addresses"]!["size"]!.GetValue<int>());
        Assert.Contains("UTF-16 with its byte order mark", unmarked.ExpectInvalid("file"), StringComparison.Ordinal);
        Assert.Contains("Line 2", latin.ExpectInvalid("file"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_ThatBreaksOff_LeavesNothing()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var content = new ScriptedContent(async body =>
        {
            await body.WriteAsync(Encoding.UTF8.GetBytes(Emails(30_000)));
            await body.FlushAsync();
            await Eventually.HoldsAsync(() => Store(api).Pieces > 1);
            throw new IOException("The sender is gone.");
        });

        await Assert.ThrowsAnyAsync<Exception>(() => admin.SendAsync(HttpMethod.Post, Path, content));

        await Eventually.HoldsAsync(() => Store(api).Pieces == 0);
        await NothingIsKeptAsync(api, admin);
    }

    [Fact]
    public async Task Audience_WhoseAnswerIsLost_LeavesNothing()
    {
        var (inner, store) = (new InMemoryAudienceStore(), new Mock<IAudienceStore>(MockBehavior.Strict));
        store
            .Setup(s =>
                s.WriteAddressesAsync(
                    It.IsAny<string>(),
                    It.IsAny<string>(),
                    It.IsAny<int>(),
                    It.IsAny<IReadOnlyList<string>>(),
                    It.IsAny<CancellationToken>()
                )
            )
            .Returns(inner.WriteAddressesAsync);
        store
            .Setup(s => s.DeleteAddressesAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .Returns(inner.DeleteAddressesAsync);
        store.Setup(s => s.DeleteAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(inner.DeleteAsync);
        store
            .Setup(s => s.AddAsync(It.IsAny<AudienceDefinition>(), It.IsAny<CancellationToken>()))
            .Returns(
                async (AudienceDefinition audience, CancellationToken stop) =>
                {
                    await inner.AddAsync(audience, stop);
                    throw new IOException("The answer is lost.");
                }
            );
        var audience = new AudienceDefinition
        {
            TenantId = "acme",
            Id = "a1",
            Name = "Spring",
            CreatedAt = Any.Now,
            UpdatedAt = Any.Now,
        };

        await Assert.ThrowsAsync<IOException>(() =>
            new AddressUpload(store.Object, Settings).TakeAsync(
                audience,
                ChannelKind.Email,
                new MemoryStream(Encoding.UTF8.GetBytes(Emails(7_000))),
                default
            )
        );

        Assert.Equal((null, 0), (await inner.FindAsync("acme", "a1", default), inner.Pieces));
    }

    [Fact]
    public async Task Files_BeyondThoseUnderWay_AreRefusedWithRetryAfter()
    {
        await using var api = await TestApi.StartAsync(services =>
            services.AddSingleton(provider => new AddressUpload(provider.GetRequiredService<IAudienceStore>(), Settings) { MaxAtOnce = 1 })
        );
        var admin = await api.NewTenantAsync();
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = admin.SendAsync(
            HttpMethod.Post,
            Path,
            new ScriptedContent(async body =>
            {
                await body.WriteAsync(Encoding.UTF8.GetBytes(Emails(30_000)));
                await body.FlushAsync();
                await end.Task;
            })
        );
        await Eventually.HoldsAsync(() => Store(api).Pieces > 0);

        (await UploadAsync(admin, Emails(1))).ExpectProblem(429, "tooManyAtOnce");
        (await UploadAsync(await api.NewTenantAsync("Other"), Emails(1))).ExpectProblem(503, "crowded");

        end.SetResult();
        (await first).Expect(201);
        (await UploadAsync(admin, Emails(1))).Expect(201);
    }

    private static InMemoryAudienceStore Store(TestApi api) => (InMemoryAudienceStore)api.Get<IAudienceStore>();

    private static async Task NothingIsKeptAsync(TestApi api, ApiClient admin)
    {
        Assert.Equal(0, Store(api).Pieces);
        Assert.Empty((await admin.GetAsync("/api/audiences")).Expect(200)["items"]!.AsArray());
    }

    private static string Emails(int count) => string.Join('\n', Enumerable.Range(0, count).Select(n => $"reader{n}@example.net"));

    private static Task<Answer> UploadAsync(ApiClient admin, string file) => admin.SendAsync(HttpMethod.Post, Path, Plain(file));

    private static StringContent Plain(string file) => new(file, Encoding.UTF8, "text/plain");

    private static ByteArrayContent Plain(byte[] file) => new(file) { Headers = { ContentType = new("text/plain") } };

    private static async Task<JsonNode> WhyAsync(ApiClient admin, string contact, JsonNode task) =>
        (await admin.GetAsync($"/api/contacts/{contact}/why?task={task.Id()}")).Expect(200);
}
