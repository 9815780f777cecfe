using CampaignTasks.Storage;

namespace CampaignTasks.App.Standalone;

/// <summary>Creates the tables before anything that uses them starts.</summary>
internal sealed class StorePreparation(StorageInitializer storage) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => storage.EnsureAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
