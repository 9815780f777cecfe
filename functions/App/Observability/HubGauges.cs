using System.Diagnostics.Metrics;
using CampaignTasks.Durable;

namespace CampaignTasks.App.Observability;

/// <summary>Shows how full the embedded hub is, whenever somebody reads the meters. On a Functions host there is no hub to show.</summary>
internal sealed class HubGauges(IServiceProvider services) : IHostedService, IDisposable
{
    private readonly Meter _meter = new("CampaignTasks.Hub");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<IHubHealth>() is { } hub)
        {
            _meter.CreateObservableGauge("campaigntasks.hub.turns.waiting", () => hub.Current.WaitingTurns, "{instance}", "Instances that wait for a worker.");
            _meter.CreateObservableGauge("campaigntasks.hub.activities.open", () => hub.Current.OpenActivities, "{activity}", "Activities that run or wait to.");
            _meter.CreateObservableGauge("campaigntasks.hub.instances.loaded", () => hub.Current.LoadedInstances, "{instance}", "Instances in memory.");
            _meter.CreateObservableGauge("campaigntasks.hub.instances.poisoned", () => hub.Current.PoisonedInstances, "{instance}", "Instances that cannot be read.");
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();
}
