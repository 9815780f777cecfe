using CampaignTasks.Storage.Pipeline;

namespace CampaignTasks.Storage.Blobs;

/// <summary>The blobs of an account, as far as leases and small documents need them. Thread-safe; make one and keep it.</summary>
/// <param name="account">Where the account answers, and how to sign.</param>
/// <param name="options">How to send; the defaults where null.</param>
public sealed class BlobServiceClient(StorageAccount account, BlobClientOptions? options = null)
{
    private readonly StoragePipeline pipeline = StoragePipeline.ForQueuesAndBlobs(account, options ?? new());
    private readonly string endpoint = account.BlobEndpoint.AbsoluteUri.TrimEnd('/');

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="FormatException">A part is missing; the message names it.</exception>
    public BlobServiceClient(string connectionString, BlobClientOptions? options = null)
        : this(StorageAccount.Parse(connectionString), options)
    {
    }

    /// <summary>Reaches a container, which need not exist yet.</summary>
    /// <exception cref="ArgumentException">Not a container's name: 3 to 63 lower-case letters, digits and single hyphens, none at an end.</exception>
    public BlobContainerClient GetBlobContainerClient(string blobContainerName) => new(pipeline, endpoint, blobContainerName);
}
