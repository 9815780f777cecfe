using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using CampaignTasks.Storage.Pipeline;
using DurableTask.AzureStorage;

namespace CampaignTasks.App.Engine;

/// <summary>The engine's clients, for the account that the stores use, however that is signed for.</summary>
internal static class EngineStorage
{
    public static StorageAccountClientProvider Of(StorageAccount account) => account.Credential switch
    {
        StorageCredential.Identity(var identity) => new(account.BlobEndpoint, account.QueueEndpoint, account.TableEndpoint, identity),
        StorageCredential.Sas(var token) => WithSas(account, new AzureSasCredential(token)),
        StorageCredential.SharedKey(var key) => WithKey(account, Convert.ToBase64String(key.Span)),
        _ => throw new NotSupportedException($"{account.Credential} is no credential that the engine knows."),
    };

    private static StorageAccountClientProvider WithSas(StorageAccount account, AzureSasCredential sas) => new(
        new Provider<BlobServiceClient, BlobClientOptions>(() => new(), options => new(account.BlobEndpoint, sas, options)),
        new Provider<QueueServiceClient, QueueClientOptions>(() => new(), options => new(account.QueueEndpoint, sas, options)),
        new Provider<TableServiceClient, TableClientOptions>(() => new(), options => new(account.TableEndpoint, sas, options)));

    private static StorageAccountClientProvider WithKey(StorageAccount account, string key)
    {
        var shared = new StorageSharedKeyCredential(account.Name, key);
        var tables = new TableSharedKeyCredential(account.Name, key);
        return new(
            new Provider<BlobServiceClient, BlobClientOptions>(() => new(), options => new(account.BlobEndpoint, shared, options)),
            new Provider<QueueServiceClient, QueueClientOptions>(() => new(), options => new(account.QueueEndpoint, shared, options)),
            new Provider<TableServiceClient, TableClientOptions>(() => new(), options => new(account.TableEndpoint, tables, options)));
    }

    private sealed class Provider<TClient, TOptions>(Func<TOptions> createOptions, Func<TOptions, TClient> create) : IStorageServiceClientProvider<TClient, TOptions>
        where TOptions : ClientOptions
    {
        public TOptions CreateOptions() => createOptions();

        public TClient CreateClient(TOptions options) => create(options);
    }
}
