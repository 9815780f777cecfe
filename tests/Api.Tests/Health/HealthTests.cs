using CampaignTasks.Api.Health;
using CampaignTasks.Api.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Api.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_WhenAllWorks_IsHealthy()
    {
        await using var api = await TestApi.StartAsync();

        var health = (await api.Client(key: null).GetAsync("/api/health")).Expect(200);

        Assert.Equal("""{"status":"healthy","parts":{"storage":"healthy"}}""", health.ToJsonString());
    }

    [Fact]
    public async Task Health_WhenAPartFails_NamesItWith503()
    {
        await using var api = await TestApi.StartAsync(services => services.AddSingleton<IHealthCheck, BrokenHub>());

        var health = (await api.Client(key: null).GetAsync("/api/health")).Expect(503);

        Assert.Equal("unhealthy", health.Text("status"));
        Assert.Equal("unhealthy", health["parts"]!.Text("hub"));
        Assert.Equal("healthy", health["parts"]!.Text("storage"));
    }

    [Fact]
    public async Task Health_WhenAPartIsDegraded_SaysSoWith200()
    {
        await using var api = await TestApi.StartAsync(services => services.AddSingleton<IHealthCheck, TiredTimers>());

        var health = (await api.Client(key: null).GetAsync("/api/health")).Expect(200);

        Assert.Equal("healthy", health.Text("status"));
        Assert.Equal("degraded", health["parts"]!.Text("timers"));
    }

    private sealed class TiredTimers : IHealthCheck
    {
        public string Name => "timers";

        public Task CheckAsync(CancellationToken cancellationToken) => Task.FromException(new DegradedException("one failed"));
    }

    private sealed class BrokenHub : IHealthCheck
    {
        public string Name => "hub";

        public Task CheckAsync(CancellationToken cancellationToken) => throw new IOException("no hub");
    }
}
