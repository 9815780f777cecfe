using System.Globalization;
using Azure;
using Azure.Core;
using CampaignTasks.Storage.Pipeline;

namespace CampaignTasks.Storage.Blobs;

/// <summary>A lease as the service granted it.</summary>
/// <param name="LeaseId">The lease's id, which writes to the blob must name.</param>
/// <param name="ETag">The blob's version.</param>
public sealed record BlobLease(string LeaseId, ETag ETag);

/// <summary>
/// One holder's lease on one blob. The id is chosen here and not by the service, so that an acquire whose answer was lost finds its own
/// lease when it is tried again. A lease runs on the service's clock: stop trusting it earlier than its duration says.
/// </summary>
public sealed class BlobLeaseClient
{
    /// <summary>The duration of a lease that never ends by itself.</summary>
    public static readonly TimeSpan InfiniteLeaseDuration = TimeSpan.FromSeconds(-1);

    private readonly StoragePipeline pipeline;
    private readonly string uri;

    internal BlobLeaseClient(StoragePipeline pipeline, string blobUri, string? leaseId)
    {
        if (leaseId is not null && !Guid.TryParse(leaseId, out _))
        {
            throw new ArgumentException("A lease's id is a Guid.", nameof(leaseId));
        }

        this.pipeline = pipeline;
        uri = $"{blobUri}?comp=lease";
        LeaseId = leaseId ?? Guid.NewGuid().ToString();
    }

    /// <summary>This holder's id.</summary>
    public string LeaseId { get; }

    /// <summary>Takes the lease, or takes it anew if this holder has it.</summary>
    /// <param name="duration">15 to 60 s, or <see cref="InfiniteLeaseDuration"/>.</param>
    /// <param name="cancellationToken">Gives up waiting; the lease may still be taken.</param>
    /// <exception cref="RequestFailedException">409 LeaseAlreadyPresent: another holds it. 404: there is no blob.</exception>
    public Task<Response<BlobLease>> AcquireAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        if (duration != InfiniteLeaseDuration && (duration < TimeSpan.FromSeconds(15) || duration > TimeSpan.FromSeconds(60)))
        {
            throw new ArgumentOutOfRangeException(nameof(duration), duration, "A lease lasts 15 to 60 seconds, or for ever.");
        }

        return SendAsync("acquire", cancellationToken,
            ("x-ms-lease-duration", ((int)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture)), ("x-ms-proposed-lease-id", LeaseId));
    }

    /// <summary>Starts the lease's duration again, even after it ran out if nobody else took it since.</summary>
    /// <exception cref="RequestFailedException">409 LeaseIdMismatchWithLeaseOperation or LeaseNotPresentWithLeaseOperation: it is lost.</exception>
    public Task<Response<BlobLease>> RenewAsync(CancellationToken cancellationToken) =>
        SendAsync("renew", cancellationToken, ("x-ms-lease-id", LeaseId));

    /// <summary>Gives the lease back: another may take it at once.</summary>
    /// <exception cref="RequestFailedException">409: it is lost.</exception>
    public Task<Response<BlobLease>> ReleaseAsync(CancellationToken cancellationToken) =>
        SendAsync("release", cancellationToken, ("x-ms-lease-id", LeaseId));

    /// <summary>Ends whoever's lease.</summary>
    /// <param name="breakPeriod">How long the holder keeps it at most, 0 to 60 s; the rest of its duration where null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Response<BlobLease>> BreakAsync(TimeSpan? breakPeriod, CancellationToken cancellationToken) => breakPeriod is { } period
        ? SendAsync("break", cancellationToken, ("x-ms-lease-break-period", ((int)period.TotalSeconds).ToString(CultureInfo.InvariantCulture)))
        : SendAsync("break", cancellationToken);

    private Task<Response<BlobLease>> SendAsync(
        string action, CancellationToken cancellationToken, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var message = pipeline.NewMessage(RequestMethod.Put, uri);
        message.Request.Headers.Add("x-ms-lease-action", action);
        foreach (var (name, value) in headers)
        {
            message.Request.Headers.Add(name, value);
        }

        return SendAsync(message, cancellationToken);
    }

    private async Task<Response<BlobLease>> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        using (message)
        {
            var response = await pipeline.SendOrThrowAsync(message, cancellationToken);
            response.Headers.TryGetValue("x-ms-lease-id", out var granted);
            return Response.FromValue(new BlobLease(granted ?? LeaseId, response.Headers.ETag ?? default), response);
        }
    }
}
