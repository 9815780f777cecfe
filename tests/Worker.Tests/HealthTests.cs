using System.Net;

namespace CampaignTasks.Worker.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_ThroughTheHost_IsGood()
    {
        await using var app = await HostedApp.StartAsync();
        using var answer = await app.Http.GetAsync(new Uri("/api/health", UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.OK, text + app.Host.Log);
        Assert.Equal("""{"status":"healthy","parts":{"storage":"healthy","queues":"healthy","timers":"healthy","functions":"healthy"}}""", text);
    }
}
