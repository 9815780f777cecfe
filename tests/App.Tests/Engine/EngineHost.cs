using CampaignTasks.App.Engine;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CampaignTasks.App.Tests.Engine;

/// <summary>One of the hosts that share a hub.</summary>
internal sealed class EngineHost(IHost host) : IAsyncDisposable
{
    public DurableTaskClient Client => host.Services.GetRequiredService<DurableTaskClient>();

    public string WorkerId => host.Services.GetRequiredService<WorkerSlot>().WorkerId;

    public bool HasStopped { get; private set; }

    public Task StartAsync() => host.StartAsync();

    /// <summary>Stops the host as the end of its process would.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> StopAsync()
    {
        HasStopped = true;
        var began = TimeProvider.System.GetTimestamp();
        await host.StopAsync();
        return TimeProvider.System.GetElapsedTime(began);
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasStopped)
        {
            await StopAsync();
        }

        host.Dispose();
    }
}
