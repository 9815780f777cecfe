using CampaignTasks.Storage.Connection;
using DurableTask.AzureStorage;

namespace CampaignTasks.App.Engine;

/// <summary>The engine's storage clients, for the account of the stores.</summary>
internal static class EngineStorage
{
    public static StorageAccountClientProvider Of(StorageAccount account) =>
        account.Identity is { } identity
            ? new(account.BlobEndpoint, account.QueueEndpoint, account.TableEndpoint, identity)
            : new(account.ConnectionString!);
}
