using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Idempotency;
using CampaignTasks.Domain.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CampaignTasks.Api.Tests.Idempotency;

public sealed class IdempotencyTests
{
    private static readonly (string, string) Key = ("Idempotency-Key", "order-4711");

    [Fact]
    public async Task Create_Repeated_IsOneTaskAndOneAnswer()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();

        var first = await admin.PostAsync("/api/tasks", Bodies.Task(), Key);
        var second = await admin.PostAsync("/api/tasks", Bodies.Task(), Key);

        first.Expect(201);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(first.Status, second.Status);
        Assert.Equal(first.Headers["Location"], second.Headers["Location"]);
        Assert.Equal(first.Headers["ETag"], second.Headers["ETag"]);
        Assert.Equal("true", second.Headers["Idempotent-Replayed"]);
        Assert.Single((await admin.GetAsync("/api/tasks")).Json["items"]!.AsArray());
    }

    [Theory]
    [InlineData(0x3C, 0x3C)]
    [InlineData(0x4E00, 0x9FFF)]
    public async Task LargestCreate_Repeated_IsTheSameAnswer(int first, int last)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        var random = new Random(4711);
        var size = 256 * 1024 / (first < 128 ? 1 : 3);
        var html = string.Concat(Enumerable.Range(0, size).Select(_ => (char)random.Next(first, last + 1)));
        var body = Bodies
            .Task()
            .With(
                "creative",
                new JsonObject
                {
                    ["subject"] = "Hello",
                    ["text"] = html[..(size / 4)],
                    ["html"] = html,
                }
            );

        var once = await admin.PostAsync("/api/tasks", body, Key);
        var again = await admin.PostAsync("/api/tasks", body, Key);

        Assert.Equal(html, once.Expect(201)["creative"]!.Text("html"));
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.Equal(once.Text, again.Text);
    }

    [Fact]
    public async Task Action_Repeated_IsDoneOnce()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var id = (await admin.NewTaskAsync()).Id();

        (await admin.PostAsync($"/api/tasks/{id}/pause", null, Key)).Expect(200);
        var second = await admin.PostAsync($"/api/tasks/{id}/pause", null, Key);

        Assert.Equal("paused", second.Expect(200).Text("status"));
    }

    [Fact]
    public async Task Key_OfAnotherBody_IsAMismatch()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        (await admin.PostAsync("/api/tasks", Bodies.Task(), Key)).Expect(201);

        var other = await admin.PostAsync("/api/tasks", Bodies.Task().With("name", "Other"), Key);

        other.ExpectProblem(422, "idempotencyMismatch");
    }

    [Fact]
    public async Task Key_OfAnotherTenant_IsAnotherKey()
    {
        await using var api = await TestApi.StartAsync();
        var one = await api.NewTenantAsync();
        var two = await api.NewTenantAsync();
        await one.NewAccountAsync();
        await two.NewAccountAsync();

        var first = (await one.PostAsync("/api/tasks", Bodies.Task(), Key)).Expect(201);
        var second = (await two.PostAsync("/api/tasks", Bodies.Task(), Key)).Expect(201);

        Assert.NotEqual(first.Id(), second.Id());
    }

    [Fact]
    public async Task Refusal_Repeated_IsTheSameRefusal()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var first = await admin.PostAsync("/api/tasks", Bodies.Task(), Key);
        await admin.NewAccountAsync();
        var second = await admin.PostAsync("/api/tasks", Bodies.Task(), Key);

        first.ExpectInvalid("accounts");
        Assert.Equal(first.Text, second.Text);
    }

    [Fact]
    public async Task Request_WhileItsTwinRuns_IsAskedToComeBack()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var signals = new Mock<ITaskNotifier>();
        signals
            .Setup(s => s.ChangedAsync(It.IsAny<CampaignTask>(), It.IsAny<CancellationToken>()))
            .Returns(() =>
            {
                arrived.TrySetResult();
                return release.Task;
            });
        await using var api = await TestApi.StartAsync(services => services.AddSingleton(signals.Object));
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();

        var first = admin.PostAsync("/api/tasks", Bodies.Task(), Key);
        await arrived.Task;
        var twin = await admin.PostAsync("/api/tasks", Bodies.Task(), Key);
        release.SetResult();

        twin.ExpectProblem(409, "requestInProgress");
        Assert.Equal("1", twin.Headers["Retry-After"]);
        (await first).Expect(201);
    }

    [Theory]
    [InlineData('x', 256)]
    [InlineData('\t', 3)]
    public async Task Key_TooLongOrUnprintable_IsRefused(char letter, int count)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var answer = await admin.PostAsync("/api/tasks", new JsonObject(), ("Idempotency-Key", $"a{new string(letter, count)}b"));

        answer.ExpectInvalid("Idempotency-Key");
    }

    [Fact]
    public async Task Answer_WithAKey_IsKeptSealed()
    {
        var kept = new List<StoredAnswer>();
        var store = new Mock<IIdempotencyStore>();
        store
            .Setup(s =>
                s.TryBeginAsync(
                    It.IsAny<string>(),
                    It.IsAny<string>(),
                    It.IsAny<string>(),
                    It.IsAny<DateTimeOffset>(),
                    It.IsAny<CancellationToken>()
                )
            )
            .ReturnsAsync(new IdempotencyEntry.Started("claim", DateTimeOffset.UnixEpoch));
        store
            .Setup(s =>
                s.CompleteAsync(
                    It.IsAny<string>(),
                    It.IsAny<string>(),
                    It.IsAny<IdempotencyEntry.Started>(),
                    Capture.In(kept),
                    It.IsAny<CancellationToken>()
                )
            )
            .ReturnsAsync(true);
        await using var api = await TestApi.StartAsync(services => services.AddSingleton(store.Object));
        var admin = await api.NewTenantAsync();

        var key = (await admin.PostAsync("/api/api-keys", new JsonObject { ["name"] = "k", ["role"] = "viewer" }, Key))
            .Expect(201)
            .Text("key");

        Assert.DoesNotContain(key, System.Text.Encoding.UTF8.GetString(Assert.Single(kept).Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_RepeatedAfterACrash_MeetsTheTaskThatWasStored()
    {
        // The process that stored the first task died before it kept its answer: the claim is taken over.
        var store = new Mock<IIdempotencyStore>();
        store
            .Setup(s =>
                s.TryBeginAsync(
                    It.IsAny<string>(),
                    It.IsAny<string>(),
                    It.IsAny<string>(),
                    It.IsAny<DateTimeOffset>(),
                    It.IsAny<CancellationToken>()
                )
            )
            .ReturnsAsync(new IdempotencyEntry.Started("claim", DateTimeOffset.UnixEpoch.AddYears(56)));
        await using var api = await TestApi.StartAsync(services => services.AddSingleton(store.Object));
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();

        var first = (await admin.PostAsync("/api/tasks", Bodies.Task(), Key)).Expect(201);
        var second = (await admin.PostAsync("/api/tasks", Bodies.Task(), Key)).Expect(201);

        Assert.Equal(first.Id(), second.Id());
        Assert.Single((await admin.GetAsync("/api/tasks")).Json["items"]!.AsArray());
        Assert.Equal(2, api.Signals.Notified.Count);
    }
}
