using CampaignTasks.Application.Configuration;
using CampaignTasks.Storage.Connection;

namespace CampaignTasks.Api.Start;

/// <summary>Creates the tables before anything that uses them starts.</summary>
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
            // Whatever the client met (no such host, refused, wrong key): its user can only correct the setting.
            throw new StartFailureException(
                $"The storage account that AzureWebJobsStorage names does not take our tables: {e.GetBaseException().Message.Split('\n')[0].Trim()}", e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
