using Microsoft.Extensions.Hosting;

namespace CampaignTasks.Simulation.Orchestrations;

/// <summary>The life of one process' host.</summary>
internal sealed class ProcessLifetime(CancellationToken stopping) : IHostApplicationLifetime
{
    public CancellationToken ApplicationStarted => new(canceled: true);

    public CancellationToken ApplicationStopping => stopping;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication() => throw new NotSupportedException("The simulation ends its processes.");
}
