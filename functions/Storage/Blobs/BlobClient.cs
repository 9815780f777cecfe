using Azure;
using Azure.Core;
using CampaignTasks.Storage.Pipeline;

namespace CampaignTasks.Storage.Blobs;

/// <summary>A blob's content and version.</summary>
/// <param name="Content">The whole of it.</param>
/// <param name="ETag">The version that was read.</param>
public sealed record BlobDownloadResult(BinaryData Content, ETag ETag);

/// <summary>One block blob, written and read whole. Thread-safe. Throws <see cref="RequestFailedException"/> when the service refuses or gives no answer (Status 0).</summary>
public sealed class BlobClient
{
    private readonly StoragePipeline pipeline;
    private readonly string uri;

    internal BlobClient(StoragePipeline pipeline, string uri, string name)
    {
        this.pipeline = pipeline;
        this.uri = uri;
        Name = name;
    }

    /// <summary>The blob's name within its container.</summary>
    public string Name { get; }

    /// <summary>Writes the blob whole. The response's headers carry the new ETag.</summary>
    /// <param name="content">Small: it goes in one request.</param>
    /// <param name="conditions">What must hold; nothing where null. Broken: 412, or 409 BlobAlreadyExists for IfNoneMatch of all.</param>
    /// <param name="cancellationToken">Gives up waiting; the write may still happen.</param>
    public async Task<Response> UploadAsync(BinaryData content, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        using var message = pipeline.NewMessage(RequestMethod.Put, uri);
        message.Request.Headers.Add("x-ms-blob-type", "BlockBlob");
        message.Request.Headers.Add("Content-Type", "application/octet-stream");
        message.Request.Content = RequestContent.Create(content);
        conditions?.Apply(message.Request);
        return await pipeline.SendOrThrowAsync(message, cancellationToken);
    }

    /// <summary>Writes the blob whole; without <paramref name="overwrite"/> throws 409 BlobAlreadyExists where it is there.</summary>
    public Task<Response> UploadAsync(BinaryData content, bool overwrite, CancellationToken cancellationToken) =>
        UploadAsync(content, overwrite ? null : new BlobRequestConditions { IfNoneMatch = ETag.All }, cancellationToken);

    /// <summary>Reads the blob whole; throws 404 BlobNotFound where there is none.</summary>
    public async Task<Response<BlobDownloadResult>> DownloadContentAsync(BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        using var message = pipeline.NewMessage(RequestMethod.Get, uri);
        conditions?.Apply(message.Request);
        var response = await pipeline.SendOrThrowAsync(message, cancellationToken);
        return Response.FromValue(new BlobDownloadResult(response.Content, response.Headers.ETag ?? default), response);
    }

    /// <summary>Deletes the blob; a missing one is no error (the response then says 404).</summary>
    public async Task<Response> DeleteIfExistsAsync(BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        using var message = pipeline.NewMessage(RequestMethod.Delete, uri);
        conditions?.Apply(message.Request);
        var response = await pipeline.SendAsync(message, cancellationToken);
        return response.Status is 202 or 404 ? response : throw StorageFailure.Of(message);
    }

    /// <summary>A lease on this blob, not yet acquired.</summary>
    /// <param name="leaseId">The lease's id, a Guid; a new one where null.</param>
    public BlobLeaseClient GetBlobLeaseClient(string? leaseId = null) => new(pipeline, uri, leaseId);
}
