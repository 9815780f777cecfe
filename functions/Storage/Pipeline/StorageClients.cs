using CampaignTasks.Storage.Blobs;
using CampaignTasks.Storage.Queues;
using CampaignTasks.Storage.Tables;
using Microsoft.Extensions.Configuration;

namespace CampaignTasks.Storage.Pipeline;

/// <summary>An account's three services behind one setting. Thread-safe; make one for the process.</summary>
/// <param name="account">Where the account answers, and how to sign.</param>
/// <param name="configure">Changes the options of every service, for example to add a policy or replace the transport; may be null.</param>
public sealed class StorageClients(StorageAccount account, Action<StorageClientOptions>? configure = null)
{
    /// <summary>The account.</summary>
    public StorageAccount Account { get; } = account;

    /// <summary>Its tables.</summary>
    public TableServiceClient Tables { get; } = new(account, With(new TableClientOptions(), configure));

    /// <summary>Its queues.</summary>
    public QueueServiceClient Queues { get; } = new(account, With(new QueueClientOptions(), configure));

    /// <summary>Its blobs.</summary>
    public BlobServiceClient Blobs { get; } = new(account, With(new BlobClientOptions(), configure));

    /// <summary>Reads a connection string, or <c>UseDevelopmentStorage=true</c>.</summary>
    /// <exception cref="FormatException">A part is missing or malformed; the message names it.</exception>
    public static StorageClients Parse(string connectionString) => new(StorageAccount.Parse(connectionString));

    /// <inheritdoc cref="StorageAccount.FromConfiguration"/>
    public static StorageClients FromConfiguration(IConfiguration configuration, string name = "AzureWebJobsStorage") =>
        new(StorageAccount.FromConfiguration(configuration, name));

    private static TOptions With<TOptions>(TOptions options, Action<StorageClientOptions>? configure)
        where TOptions : StorageClientOptions
    {
        configure?.Invoke(options);
        return options;
    }
}
