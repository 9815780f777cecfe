using System.Net;
using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CampaignTasks.Api.Tests.Http;

/// <summary>The limits of requests: all at once, those of one tenant, uploads, the bytes of bodies, and their time.</summary>
public sealed class RequestLimitTests
{
    [Fact]
    public async Task Requests_MoreThanThereIsRoom_AreSentAwayAndHealthAnswers()
    {
        var store = new SlowAccounts();
        await using var api = await TestApi.StartAsync(store.Replace, ("RequestsAtOnce", "4"));
        var tenants = await NewTenantsAsync(api, 5);

        var inside = tenants.Take(4).Select(tenant => tenant.GetAsync("/api/channel-accounts")).ToList();
        await store.ArrivedAsync(4);
        var turnedAway = await tenants[4].GetAsync("/api/channel-accounts");
        var health = await api.Client(key: null).GetAsync("/api/health");
        store.Release();

        turnedAway.ExpectProblem(503, "crowded");
        Assert.Equal("1", turnedAway.Headers["Retry-After"]);
        Assert.Equal(200, health.Status);
        Assert.All(await Task.WhenAll(inside), answer => answer.Expect(200));
        await Eventually.HoldsAsync(() => api.Get<ConcurrencyLimits>().InProgress == 0);
        (await tenants[4].GetAsync("/api/channel-accounts")).Expect(200);
    }

    [Fact]
    public async Task Requests_OfOneTenantsKeys_LeaveRoomToOthers()
    {
        var store = new SlowAccounts();
        await using var api = await TestApi.StartAsync(store.Replace, ("RequestsAtOnce", "8"));
        var tenants = await NewTenantsAsync(api, 2);
        var secondKey = await api.NewKeyAsync(tenants[0], Role.Admin);

        var inside = new[] { tenants[0], secondKey }.Select(key => key.GetAsync("/api/channel-accounts")).ToList();
        await store.ArrivedAsync(2);
        var third = await secondKey.GetAsync("/api/channel-accounts");
        var other = await tenants[1].GetAsync("/api/api-keys");
        store.Release();

        third.ExpectProblem(429, "tooManyAtOnce");
        Assert.Contains("tenant has 2 requests", third.Json.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("1", third.Headers["Retry-After"]);
        other.Expect(200);
        Assert.All(await Task.WhenAll(inside), answer => answer.Expect(200));
    }

    [Fact]
    public async Task Rate_OfOneTenantsKeys_IsCountedTogether()
    {
        await using var api = await TestApi.StartAsync(null, ("RequestsPerMinute", "3"));
        var tenants = await NewTenantsAsync(api, 2);
        var secondKey = await api.NewKeyAsync(tenants[0], Role.Viewer);

        (await tenants[0].GetAsync("/api/settings")).Expect(200);
        (await secondKey.GetAsync("/api/settings")).Expect(200);
        (await secondKey.GetAsync("/api/settings")).ExpectProblem(429, "tooManyRequests");

        (await tenants[1].GetAsync("/api/settings")).Expect(200);
    }

    [Fact]
    public async Task Uploads_MoreThanATenantsShare_AreSentAwayAndOthersAreTakenIn()
    {
        await using var api = await TestApi.StartAsync(null, ("UploadsAtOnce", "4"));
        var tenants = await NewTenantsAsync(api, 2);
        var secondKey = await api.NewKeyAsync(tenants[0], Role.Admin);
        using var endless = new HeldContent("text/csv", "id\n"u8.ToArray());

        var first = tenants[0].SendAsync(HttpMethod.Post, "/api/contacts/import", endless);
        await Eventually.HoldsAsync(() => api.Get<BodyCapacity>().Uploads == 1);
        var second = await secondKey.PostTextAsync("/api/contacts/import", "id\n", "text/csv");
        var other = await tenants[1].PostTextAsync("/api/contacts/import", "id\n", "text/csv");
        endless.End();

        second.ExpectProblem(429, "tooManyAtOnce");
        Assert.Contains("1 uploads", second.Json.Text("detail"), StringComparison.Ordinal);
        other.Expect(202);
        (await first).Expect(202);
        (await secondKey.PostTextAsync("/api/contacts/import", "id\n", "text/csv")).Expect(202);
    }

    /// <summary>Issue 17, row 3: four keys of a tenant, slow chunked bodies each.</summary>
    [Fact]
    public async Task Bodies_ThatArriveSlowly_KeepNoOtherRequestWaiting()
    {
        await using var api = await TestApi.StartAsync(null, ("RequestsAtOnce", "8"), ("SlowBodiesOfOneTenant", "4"));
        var tenants = await NewTenantsAsync(api, 2);
        List<ApiClient> keys = [tenants[0]];
        while (keys.Count < 4)
        {
            // One after another: the tenant may have two requests carried out at once.
            keys.Add(await api.NewKeyAsync(tenants[0], Role.Admin));
        }

        HeldContent[] slow = [.. keys.Select(_ => new HeldContent("application/json", "{"u8.ToArray()))];

        var arriving = keys.Zip(slow, (key, body) => key.SendAsync(HttpMethod.Post, "/api/tasks", body)).ToList();
        await Eventually.HoldsAsync(() => api.Get<ConcurrencyLimits>().InProgress == 4);

        // Twice as many as the tenant may have carried out at once, and still its seats are free.
        (await keys[1].GetAsync("/api/tasks")).Expect(200);
        (await tenants[1].GetAsync("/api/tasks")).Expect(200);
        foreach (var (body, answer) in slow.Zip(arriving))
        {
            body.End();
            (await answer).ExpectProblem(400, "malformedJson");
        }
    }

    [Fact]
    public async Task Body_ThatDoesNotArrive_Is408AtTheRequestTimeout()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var api = await TestApi.StartAsync(services => services.AddSingleton<TimeProvider>(time));
        var admin = await api.NewTenantAsync();
        var raw = new RawHttp(admin.Http.BaseAddress!.Port);

        var answer = raw.SendAsync(
            $"POST /api/tasks HTTP/1.1\r\nHost: x\r\nAuthorization: {admin.Http.DefaultRequestHeaders.Authorization}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n",
            "{"u8.ToArray()
        );
        await Eventually.HoldsAsync(() => api.Get<ConcurrencyLimits>().InProgress == 1);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((408, "tooSlow"), ((await answer).Status, (string?)(await answer).Json?["code"]));
    }

    [Fact]
    public async Task Body_OfALongList_IsHeldOnlyWhileItIsRead()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        (await admin.PostTextAsync("/api/tasks", new string(' ', 4_000_000))).ExpectProblem(400, "malformedJson");

        await Eventually.HoldsAsync(() => api.Get<BodyCapacity>().Bytes == 0);
    }

    [Fact]
    public void Bodies_MoreThanMemoryIsKeptFor_AreSentAwayByTenantAndByProcess()
    {
        const int Half = 16 * 1024 * 1024;
        using var capacity = new BodyCapacity(Options.Create(new AppOptions { BodyMemory = 2 * Half }), TimeProvider.System);
        capacity.Reserve(Of("a"), Half);

        var ofTenant = Assert.Throws<ProblemException>(() => capacity.Reserve(Of("a"), 1));
        capacity.Reserve(Of("b"), Half);
        var ofProcess = Assert.Throws<ProblemException>(() => capacity.Reserve(Of("c"), 1));

        Assert.Equal((429, "tooManyAtOnce"), (ofTenant.Problem.Status, ofTenant.Problem.Code));
        Assert.Equal((503, "crowded"), (ofProcess.Problem.Status, ofProcess.Problem.Code));
        Assert.Equal(2 * Half, capacity.Bytes);

        static DefaultHttpContext Of(string tenant)
        {
            var context = new DefaultHttpContext();
            context.Features.Set(new RequestOwner(tenant, "key", Role.Operator));
            return context;
        }
    }

    private static async Task<IReadOnlyList<ApiClient>> NewTenantsAsync(TestApi api, int count)
    {
        List<ApiClient> tenants = [];
        for (var n = 0; n < count; n++)
        {
            tenants.Add(await api.NewTenantAsync($"Tenant {n}"));
        }

        return tenants;
    }

    /// <summary>Accounts that are listed only when the test says so.</summary>
    private sealed class SlowAccounts
    {
        private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        public void Replace(IServiceCollection services)
        {
            var store = new Mock<IAccountStore>();
            store
                .Setup(s => s.ListAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
                .Returns(
                    async (string _, CancellationToken token) =>
                    {
                        Interlocked.Increment(ref _arrived);
                        await _release.Task.WaitAsync(token);
                        return [];
                    }
                );
            services.AddSingleton(store.Object);
        }

        public Task ArrivedAsync(int count) => Eventually.HoldsAsync(() => Volatile.Read(ref _arrived) == count);

        public void Release() => _release.SetResult();
    }

    /// <summary>A body that begins and then waits.</summary>
    private sealed class HeldContent : HttpContent
    {
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly byte[] _begin;

        public HeldContent(string mediaType, byte[] begin)
        {
            _begin = begin;
            Headers.ContentType = new(mediaType);
        }

        public void End() => _end.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_begin);
            await stream.FlushAsync();
            await _end.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            End();
            base.Dispose(disposing);
        }
    }
}
