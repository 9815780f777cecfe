using CampaignTasks.Application.Configuration;
using CampaignTasks.Storage.Connection;

namespace CampaignTasks.Api.Start;

/// <summary>The creation of tables at start, before the services that use them.</summary>
internal sealed class StorePreparation(StorageInitializer storage) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await storage.EnsureAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever failed (unknown host, refused, wrong key), the operator can only correct the setting.
            var cause = e.GetBaseException().Message.Split('\n')[0].Trim();
            throw new StartFailureException($"Tables cannot be created in the storage account of AzureWebJobsStorage: {cause}", e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
