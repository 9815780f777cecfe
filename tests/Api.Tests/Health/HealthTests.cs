using CampaignTasks.Api.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

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
        await using var api = await TestApi.StartAsync(services => services.AddHealthChecks().AddCheck<BrokenHub>("hub"));

        var health = (await api.Client(key: null).GetAsync("/api/health")).Expect(503);

        Assert.Equal("unhealthy", health.Text("status"));
        Assert.Equal("unhealthy", health["parts"]!.Text("hub"));
        Assert.Equal("healthy", health["parts"]!.Text("storage"));
    }

    [Fact]
    public async Task Health_WhenAPartIsDegraded_SaysSoWith200()
    {
        await using var api = await TestApi.StartAsync(services => services.AddHealthChecks().AddCheck<TiredTimers>("timers"));

        var health = (await api.Client(key: null).GetAsync("/api/health")).Expect(200);

        Assert.Equal("healthy", health.Text("status"));
        Assert.Equal("degraded", health["parts"]!.Text("timers"));
    }

    private sealed class TiredTimers : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(HealthCheckResult.Degraded("one failed"));
    }

    private sealed class BrokenHub : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            throw new IOException("no hub");
    }
}
