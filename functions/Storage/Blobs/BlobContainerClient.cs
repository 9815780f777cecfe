using Azure;
using Azure.Core;
using CampaignTasks.Storage.Pipeline;

namespace CampaignTasks.Storage.Blobs;

/// <summary>One container. Thread-safe. Throws <see cref="RequestFailedException"/> when the service refuses or gives no answer (Status 0).</summary>
public sealed class BlobContainerClient
{
    private readonly StoragePipeline pipeline;
    private readonly string uri;

    internal BlobContainerClient(StoragePipeline pipeline, string endpoint, string name)
    {
        StorageNames.Check(name, nameof(name), "container");
        this.pipeline = pipeline;
        Name = name;
        uri = $"{endpoint}/{name}";
    }

    /// <summary>The container's name.</summary>
    public string Name { get; }

    /// <summary>Creates the container, private, or finds it there. Throws 409 ContainerBeingDeleted while one of this name is being deleted.</summary>
    public async Task<Response> CreateIfNotExistsAsync(CancellationToken cancellationToken)
    {
        using var message = pipeline.NewMessage(RequestMethod.Put, $"{uri}?restype=container");
        var response = await pipeline.SendAsync(message, cancellationToken);
        return response.Status is 201 || (response.Status is 409 && StorageFailure.Details(response).Code is "ContainerAlreadyExists")
            ? response
            : throw StorageFailure.Of(message);
    }

    /// <summary>Deletes the container and its blobs; a missing one is no error (the response then says 404).</summary>
    public async Task<Response> DeleteIfExistsAsync(CancellationToken cancellationToken)
    {
        using var message = pipeline.NewMessage(RequestMethod.Delete, $"{uri}?restype=container");
        var response = await pipeline.SendAsync(message, cancellationToken);
        return response.Status is 202 or 404 ? response : throw StorageFailure.Of(message);
    }

    /// <summary>Reaches a blob, which need not exist yet.</summary>
    /// <param name="blobName">1 to 1024 characters; slashes make folders.</param>
    public BlobClient GetBlobClient(string blobName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(blobName);
        return new(pipeline, $"{uri}/{string.Join('/', blobName.Split('/').Select(Uri.EscapeDataString))}", blobName);
    }
}
